package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evenkeel/monitor/internal/eaf"
	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/textgrid"
	"github.com/evenkeel/monitor/internal/tier"
)

// annotationFormat is the format of a file that says who speaks when, by its name: "rttm", "eaf" or "textgrid"; "" of
// any other file.
func annotationFormat(path string) string {
	switch ext := strings.ToLower(strings.TrimPrefix(filepath.Ext(path), ".")); ext {
	case "rttm", "eaf", "textgrid":
		return ext
	}
	return ""
}

// readAnnotation is who speaks when by a file, and the speakers in order. tiers are those of an EAF file or a TextGrid
// that are speakers, as tier.Speech takes them; an RTTM file has none.
func readAnnotation(path string, tiers []string) ([]rttm.Record, []string, error) {
	text, err := readText(path)
	if err != nil {
		return nil, nil, err
	}
	records, speakers, err := parseAnnotation(text, annotationFormat(path), tiers)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	return records, speakers, nil
}

func parseAnnotation(text []byte, format string, chosen []string) ([]rttm.Record, []string, error) {
	parse := eaf.Parse
	switch format {
	case "eaf":
	case "textgrid":
		parse = textgrid.Parse
	default:
		records, err := rttm.ParseRecords(bytes.NewReader(text))
		return records, rttm.Speakers(rttm.Segments(records)), err
	}
	tiers, err := parse(bytes.NewReader(text))
	if err != nil {
		return nil, nil, err
	}
	records, speakers, err := tier.Speech(tiers, chosen)
	if err != nil {
		return nil, nil, wrongUseError{err}
	}
	return records, speakers, nil
}

// readText reads an annotation of a size that one can have: a day of eight people has a tenth of it.
func readText(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("open annotation: %w", err)
	}
	if info.Size() > tier.MaxBytes {
		return nil, fmt.Errorf("%s has %d MB: that is more than any session has as an annotation", path, info.Size()>>20)
	}
	return os.ReadFile(path)
}
