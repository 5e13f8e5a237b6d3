package record

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
)

// FileExt is how the name of a file ends that holds a whole record.
const FileExt = ".evenkeel"

// magic is what such a file begins with; the format's version follows.
const magic = "EVENKEEL"

// The sections of a file.
const (
	sectionHead  = 1
	sectionBlock = 2
	sectionEntry = 3
	sectionEnd   = 4
	sectionList  = 5
	sectionSum   = 6
)

// maxFile is how large a file may be: a day of 64 channels is less.
const maxFile = 1 << 30

// File is a record as one file.
type File struct {
	*Record
	List json.RawMessage // what the list of sessions says of it besides; may be nil
}

// Write writes the file.
func (f *File) Write(w io.Writer) error {
	sum := crc32.NewIEEE()
	b := bufio.NewWriterSize(io.MultiWriter(w, sum), 64<<10)
	err := f.writeSections(b)
	if err == nil {
		err = b.Flush()
	}
	if err == nil {
		_, err = w.Write(binary.LittleEndian.AppendUint32([]byte{sectionSum, 4}, sum.Sum32()))
	}
	if err != nil {
		return fmt.Errorf("write the file of record %s: %w", f.ID, err)
	}
	return nil
}

func (f *File) writeSections(w *bufio.Writer) error {
	_, _ = w.WriteString(magic) // Flush tells
	_ = w.WriteByte(Version)
	head, err := AppendHead(nil, &f.Head)
	if err != nil {
		return err
	}
	section(w, sectionHead, head)
	blocks := f.Blocks()
	for i := range blocks {
		var data []byte
		if data, err = AppendBlock(nil, &blocks[i]); err != nil {
			return err
		}
		section(w, sectionBlock, data)
	}
	for i := range f.Entries {
		var data []byte
		if data, err = AppendEntry(nil, &f.Entries[i]); err != nil {
			return err
		}
		section(w, sectionEntry, data)
	}
	if f.List != nil {
		section(w, sectionList, f.List)
	}
	end, err := AppendEnd(nil, End{f.End, f.State})
	if err != nil {
		return err
	}
	section(w, sectionEnd, end)
	return nil
}

func section(w *bufio.Writer, kind byte, data []byte) {
	_ = w.WriteByte(kind)
	_, _ = w.Write(binary.AppendUvarint(nil, uint64(len(data))))
	_, _ = w.Write(data)
}

// ReadFile reads a file that Write wrote, in this or an earlier version of the program.
func ReadFile(r io.Reader) (*File, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("read the file of a record: %w", err)
	}
	f, err := decodeFile(data)
	if err != nil {
		return nil, fmt.Errorf("read the file of a record: %w", err)
	}
	return f, nil
}

func decodeFile(data []byte) (*File, error) {
	switch {
	case len(data) > maxFile:
		return nil, fmt.Errorf("it is larger than %d MB", maxFile>>20)
	case !bytes.HasPrefix(data, []byte(magic)) || len(data) <= len(magic):
		return nil, errors.New("it is no record of this program: it does not begin with " + magic)
	}
	if err := checkVersion(int(data[len(magic)])); err != nil {
		return nil, err
	}
	body := len(data) - 6 // before the section with the sum
	if body <= len(magic) || data[body] != sectionSum || data[body+1] != 4 {
		return nil, errors.New("it ends too early: it was not written or copied to its end")
	}
	if binary.LittleEndian.Uint32(data[body+2:]) != crc32.ChecksumIEEE(data[:body]) {
		return nil, errors.New("it is damaged: its check sum is another; export or copy it again")
	}
	return decodeSections(&reader{data[len(magic)+1 : body]})
}

// unfinished is a file as far as it has been read.
type unfinished struct {
	assembler *Assembler
	entries   []Entry
	list      json.RawMessage
	end       *End
}

func decodeSections(r *reader) (*File, error) {
	var u unfinished
	for len(r.data) > 0 {
		kind, err := r.byte()
		if err != nil {
			return nil, err
		}
		data, err := r.bytes()
		if err != nil {
			return nil, err
		}
		if (kind == sectionHead) == (u.assembler != nil) {
			return nil, errors.New("it does not begin with one head")
		}
		if err = u.take(kind, data); err != nil {
			return nil, err
		}
	}
	if u.end == nil {
		return nil, errors.New("it has no end")
	}
	rec := u.assembler.Record()
	rec.Entries, rec.End, rec.State = u.entries, u.end.At, u.end.State
	return &File{Record: rec, List: u.list}, nil
}

func (u *unfinished) take(kind byte, data []byte) error {
	switch kind {
	case sectionHead:
		head, err := DecodeHead(data)
		u.assembler = NewAssembler(head)
		return err
	case sectionBlock:
		b, err := DecodeBlock(data)
		if err != nil {
			return err
		}
		return u.assembler.Add(b)
	case sectionEntry:
		e, err := DecodeEntry(data)
		u.entries = append(u.entries, e)
		return err
	case sectionList:
		if !json.Valid(data) {
			return errors.New("what the list says of it cannot be read")
		}
		u.list = bytes.Clone(data)
		return nil
	case sectionEnd:
		end, err := DecodeEnd(data)
		u.end = &end
		return err
	default:
		return fmt.Errorf("a section that is not known: %d", kind)
	}
}
