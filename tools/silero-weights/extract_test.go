package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"
)

// message appends a length-delimited field to a protobuf message.
func message(b []byte, number protowire.Number, content []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(b, number, protowire.BytesType), content)
}

func number(b []byte, number protowire.Number, value uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(b, number, protowire.VarintType), value)
}

// constant is a Constant node that holds a tensor of zeros.
func constant(name string, dataType uint64, shape ...int) []byte {
	var tensor []byte
	size := 4
	for _, s := range shape {
		tensor = number(tensor, tensorDims, uint64(s))
		size *= s
	}
	tensor = number(tensor, tensorType, dataType)
	tensor = message(tensor, tensorName, []byte(name))
	tensor = message(tensor, tensorRaw, make([]byte, size))
	return message(nil, nodeAttribute, message(nil, attributeValue, tensor))
}

// branch is a graph that has a Fourier basis of so many rows, an unnamed and a whole-number constant, and others to
// make n named tensors.
func branch(rows, n int) []byte {
	nodes := [][]byte{
		constant(basisName, float32Type, rows, 1, 256),
		constant("", float32Type, 2),
		constant("axes", 7, 2),
	}
	for i := 1; i < n; i++ {
		nodes = append(nodes, constant(fmt.Sprintf("tensor %d", i), float32Type, i))
	}
	var g []byte
	for _, node := range nodes {
		g = message(g, graphNode, node)
	}
	return g
}

// model is a ModelProto whose only node chooses between branches.
func model(branches ...[]byte) []byte {
	var node []byte
	for _, b := range branches {
		node = message(node, nodeAttribute, message(nil, attributeGraph, b))
	}
	node = append(node, protowire.AppendTag(nil, 99, protowire.Fixed32Type)...)
	node = append(node, 1, 2, 3, 4) // a field of a kind that is passed over
	return message(nil, modelGraph, message(nil, graphNode, node))
}

func TestTheNamedTensorsOfThe16kHzBranchAreExtracted(t *testing.T) {
	tensors, err := extract(model(branch(130, 15), branch(258, 15)))
	if err != nil {
		t.Fatal(err)
	}
	if len(tensors) != 15 || !slices.Equal(tensors[0].Shape, basisShape) || tensors[14].Name != "tensor 14" {
		t.Errorf("extract: %d tensors, the first %v, the last %q; want 15, %v, \"tensor 14\"",
			len(tensors), tensors[0].Shape, tensors[len(tensors)-1].Name, basisShape)
	}
}

func TestAModelOfAnotherMakeIsRefused(t *testing.T) {
	good := model(branch(258, 15))
	for name, b := range map[string][]byte{
		"only 8 kHz":     model(branch(130, 15)),
		"missing tensor": model(branch(258, 14)),
		"cut":            good[:len(good)-1],
		"bad tag":        {0xff},
		"wrong size":     bytes.ReplaceAll(good, []byte("tensor 7"), []byte("tensor 7\x08\x07")),
	} {
		if _, err := extract(b); err == nil {
			t.Errorf("%s: extracted without an error", name)
		}
	}
}

func TestAModelWithAnotherChecksumIsRefused(t *testing.T) {
	err := verify([]byte("another model"), modelSHA256)
	if err == nil || !strings.Contains(err.Error(), modelSHA256) {
		t.Errorf("verify = %v, want an error that names the checksum wanted", err)
	}
}
