import { objectsOf } from "./render";

const object = (name: string, rest = "") =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${rest}`;

describe("a stream of rendered documents", () => {
  it("holds objects, empty documents and lists", () => {
    const list = `kind: List\nitems:\n- {apiVersion: v1, kind: Secret, metadata: {name: inner}}\n`;
    const names = objectsOf(["", object("one"), "# nothing\n", list].join("---\n")).map(
      ({ metadata }) => metadata.name,
    );
    expect(names).toEqual(["one", "inner"]);
  });

  it("is read as Kubernetes reads it", () => {
    const [config] = objectsOf(
      object("one", "data:\n  mode: 0644\n  on: yes\n  day: 2026-01-01\n  at: 12:30\n"),
    );
    expect(config).toMatchObject({ data: { mode: 420, true: true, day: "2026-01-01", at: "12:30" } });
  });

  it("is refused when it is not what the API server takes", () => {
    expect(() => objectsOf("kind: ConfigMap\n")).toThrow("an object without apiVersion, kind or name");
    expect(() => objectsOf(object("one", "data: {a: 1, a: 2}\n"))).toThrow("Map keys must be unique");
  });
});
