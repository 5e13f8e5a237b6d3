// Makes golden.json: what ONNX Runtime says of the golden signal. In a folder outside the repository:
//
//   npm pack @ricky0123/vad-web@0.0.31 && tar xzf ricky0123-vad-web-0.0.31.tgz
//   npm install --ignore-scripts onnxruntime-node@1.30.0
//   cp <repository>/internal/vad/silero/testdata/reference.mjs .
//   (cd <repository> && go test ./internal/vad/silero -run Golden -signal /path/to/signal.s16)
//   node reference.mjs package/dist/silero_vad_v6.onnx signal.s16 > golden.json
import { readFileSync } from "node:fs";
import ort from "onnxruntime-node";

const [model, signal] = process.argv.slice(2);
const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1 });
const bytes = readFileSync(signal);
const rate = new ort.Tensor("int64", BigInt64Array.from([16000n]), []);
let state = new ort.Tensor("float32", new Float32Array(256), [2, 1, 128]);
const input = new Float32Array(576);
const probabilities = [];
for (let at = 0; at + 1024 <= bytes.length; at += 1024) {
  input.copyWithin(0, 512);
  for (let i = 0; i < 512; i++) input[64 + i] = bytes.readInt16LE(at + 2 * i) / 32768;
  const out = await session.run({ input: new ort.Tensor("float32", input.slice(), [1, 576]), state, sr: rate });
  probabilities.push(out.output.data[0]);
  state = out.stateN;
}
console.log(JSON.stringify({ runtime: `ONNX Runtime ${ort.env.versions.node}`, probabilities }, null, 1));
