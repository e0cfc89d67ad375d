import { Pause } from "../shim/pause";
import { jsonCall, motoWith } from "./calls";

const ANSWERS = { GetSecretValue: {}, DescribeSecret: {} };
const ask = (pause: Pause, operation: string) => {
  const { answer, calls } = motoWith(ANSWERS);
  const reply = pause.layer(jsonCall("secretsmanager", operation, {}), answer);
  return { reply, calls };
};

describe("while AWS takes its time", () => {
  it("nobody is answered before it ends, and everybody after it", async () => {
    const pause = new Pause();
    const silence = pause.of("GetSecretValue");
    const first = ask(pause, "GetSecretValue");
    const second = ask(pause, "GetSecretValue");
    await silence.begun;
    expect([...first.calls, ...second.calls]).toEqual([]);
    silence.end();
    expect(await Promise.all([first.reply, second.reply])).toMatchObject([{ status: 200 }, { status: 200 }]);
    expect((await ask(pause, "GetSecretValue").reply).status).toBe(200);
  });

  it("other operations are answered, and are no sign that it has begun", async () => {
    const pause = new Pause();
    const begun = jest.fn();
    pause.of("GetSecretValue").begun.then(begun);
    expect((await ask(pause, "DescribeSecret").reply).status).toBe(200);
    expect(begun).not.toHaveBeenCalled();
  });
});
