package main

import (
	"encoding/binary"
	"fmt"
	"math"

	"google.golang.org/protobuf/encoding/protowire"

	"github.com/evenkeel/monitor/internal/vad/silero/weights"
)

// The few fields of the ONNX messages that lead to a tensor. Source: onnx.proto of ONNX 1.11 (opset 16).
const (
	modelGraph     = 7 // ModelProto.graph
	graphNode      = 1 // GraphProto.node
	nodeOutput     = 2 // NodeProto.output
	nodeAttribute  = 5 // NodeProto.attribute
	attributeValue = 5 // AttributeProto.t
	attributeGraph = 6 // AttributeProto.g
	tensorDims     = 1 // TensorProto.dims
	tensorType     = 2 // TensorProto.data_type
	tensorName     = 8 // TensorProto.name
	tensorRaw      = 9 // TensorProto.raw_data

	float32Type = 1 // TensorProto.DataType.FLOAT
)

// graph is the float32 constants of one ONNX graph, and the graphs inside it (the branches of its If nodes).
type graph struct {
	constants []weights.Tensor
	inner     []graph
}

// all lists g and every graph inside it.
func (g graph) all() []graph {
	list := []graph{g}
	for _, in := range g.inner {
		list = append(list, in.all()...)
	}
	return list
}

// parseModel reads a ModelProto.
func parseModel(b []byte) (graph, error) {
	var g graph
	err := fields(b, func(f field) (err error) {
		if f.number == modelGraph {
			g, err = parseGraph(f.bytes)
		}
		return err
	})
	return g, err
}

func parseGraph(b []byte) (graph, error) {
	var g graph
	err := fields(b, func(f field) error {
		if f.number == graphNode {
			return parseNode(f.bytes, &g)
		}
		return nil
	})
	return g, err
}

// parseNode adds to g what the attributes of a node hold: the value of a constant, or inner graphs.
func parseNode(b []byte, g *graph) error {
	return fields(b, func(f field) error {
		if f.number == nodeAttribute {
			return parseAttribute(f.bytes, g)
		}
		return nil
	})
}

func parseAttribute(b []byte, g *graph) error {
	return fields(b, func(f field) error {
		switch f.number {
		case attributeValue:
			t, isFloat, err := parseTensor(f.bytes)
			if isFloat {
				g.constants = append(g.constants, t)
			}
			return err
		case attributeGraph:
			in, err := parseGraph(f.bytes)
			g.inner = append(g.inner, in)
			return err
		}
		return nil
	})
}

// parseTensor reads a TensorProto. Tensors of whole numbers are passed over: isFloat is false.
func parseTensor(b []byte) (t weights.Tensor, isFloat bool, err error) {
	var raw []byte
	err = fields(b, func(f field) error {
		switch f.number {
		case tensorDims:
			t.Shape = append(t.Shape, int(f.value))
		case tensorType:
			isFloat = f.value == float32Type
		case tensorName:
			t.Name = string(f.bytes)
		case tensorRaw:
			raw = f.bytes
		}
		return nil
	})
	if err != nil || !isFloat {
		return t, false, err
	}
	if len(raw) != 4*weights.Len(t.Shape) {
		return t, false, fmt.Errorf("tensor %s has %d bytes for shape %v", t.Name, len(raw), t.Shape)
	}
	t.Data = make([]float32, len(raw)/4)
	for i := range t.Data {
		t.Data[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
	}
	return t, true, nil
}

// field is one field of a protobuf message: value for a number, bytes for everything that has a length.
type field struct {
	number protowire.Number
	value  uint64
	bytes  []byte
}

// fields calls visit for each number or length-delimited field of message b.
func fields(b []byte, visit func(field) error) error {
	for len(b) > 0 {
		number, kind, n := protowire.ConsumeTag(b)
		if n < 0 {
			return fmt.Errorf("read a protobuf tag: %w", protowire.ParseError(n))
		}
		b = b[n:]
		f := field{number: number}
		switch kind {
		case protowire.VarintType:
			f.value, n = protowire.ConsumeVarint(b)
		case protowire.BytesType:
			f.bytes, n = protowire.ConsumeBytes(b)
		default:
			n = protowire.ConsumeFieldValue(number, kind, b)
		}
		if n < 0 {
			return fmt.Errorf("read protobuf field %d: %w", number, protowire.ParseError(n))
		}
		b = b[n:]
		if kind != protowire.VarintType && kind != protowire.BytesType {
			continue
		}
		if err := visit(f); err != nil {
			return err
		}
	}
	return nil
}
