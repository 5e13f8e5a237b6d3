module github.com/evenkeel/monitor/tools/bench-onnx

go 1.26.0

require (
	github.com/evenkeel/monitor v0.0.0
	github.com/yalue/onnxruntime_go v1.27.0
)

require golang.org/x/sys v0.49.0 // indirect

replace github.com/evenkeel/monitor => ../..
