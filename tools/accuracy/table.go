package main

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// table is columns of figures with a heading a block.
type table struct {
	w *tabwriter.Writer
}

func newTable(out io.Writer) table {
	return table{tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)}
}

// row adds a line whose cells are separated by tabs. A write that does not work is reported by print.
func (t table) row(format string, cells ...any) { _, _ = fmt.Fprintf(t.w, format+"\t\n", cells...) }

// gap adds a blank line, which ends a block.
func (t table) gap() { _, _ = fmt.Fprintln(t.w) }

// print writes all rows.
func (t table) print() error {
	if err := t.w.Flush(); err != nil {
		return fmt.Errorf("print a table: %w", err)
	}
	return nil
}
