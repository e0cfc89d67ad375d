import { Rds } from "../shim/rds";
import { motoWith, queryCall, textOf } from "./calls";

const instance = (name: string) =>
  `<DBInstance><DBInstanceIdentifier>${name}</DBInstanceIdentifier></DBInstance>`;
const moto = () =>
  motoWith({
    CreateDBInstance: instance("a"),
    ModifyDBInstance: instance("a"),
    DescribeDBInstances: `<DBInstances>${instance("a")}${instance("b")}</DBInstances>`,
    DescribeDBParameters: "<Parameters><Parameter>1</Parameter><Parameter>2</Parameter></Parameters>",
  });
const named = { DBInstanceIdentifier: "a" };

describe("the shim of RDS", () => {
  it("shows what moto forgets, of the instance that it was said of, in the reply and in lists", async () => {
    const { layer } = new Rds();
    const { answer } = moto();
    const created = layer(
      queryCall("rds", "CreateDBInstance", { ...named, MonitoringInterval: "60" }),
      answer,
    );
    expect(await textOf(created)).toContain("<MonitoringInterval>60</MonitoringInterval>");
    expect(await textOf(layer(queryCall("rds", "DescribeDBInstances"), answer))).toBe(
      "<DBInstances><DBInstance><MonitoringInterval>60</MonitoringInterval>" +
        `<DBInstanceIdentifier>a</DBInstanceIdentifier></DBInstance>${instance("b")}</DBInstances>`,
    );
  });

  it("keeps what a later change does not mention, under the name that AWS shows", async () => {
    const { layer } = new Rds();
    const { answer } = moto();
    await layer(queryCall("rds", "CreateDBInstance", { ...named, MonitoringInterval: "60" }), answer);
    const change = { ...named, EnablePerformanceInsights: "true" };
    const text = await textOf(layer(queryCall("rds", "ModifyDBInstance", change), answer));
    expect(text).toContain("<MonitoringInterval>60<");
    expect(text).toContain("<PerformanceInsightsEnabled>true<");
  });

  it("remembers nothing that moto refused", async () => {
    const { layer } = new Rds();
    const refused = queryCall("rds", "CreateDBInstance", { ...named, MonitoringInterval: "60" });
    expect((await layer(refused, motoWith({}).answer)).status).toBe(400);
    expect(await textOf(layer(queryCall("rds", "DescribeDBInstances"), moto().answer))).not.toContain("60");
  });

  it.each([
    [{}, "rds-ca-rsa2048-g1"],
    [{ CACertificateIdentifier: "rds-ca-ecc384-g1" }, "rds-ca-ecc384-g1"],
  ])("asks for AWS's default certificate authority unless one was chosen: %p", async (chosen, expected) => {
    const { answer, calls } = moto();
    await new Rds().layer(queryCall("rds", "CreateDBInstance", { ...named, ...chosen }), answer);
    const sent = new URLSearchParams(calls[0]?.body.toString());
    expect(sent.getAll("CACertificateIdentifier")).toEqual([expected]);
  });

  it("asks moto once to manage the password of an instance, and again of the next one", async () => {
    const { layer } = new Rds();
    const { answer, calls } = moto();
    const managed = { ...named, ManageMasterUserPassword: "true", MonitoringInterval: "60" };
    await layer(queryCall("rds", "CreateDBInstance", managed), answer);
    await layer(queryCall("rds", "ModifyDBInstance", managed), answer);
    await layer(queryCall("rds", "ModifyDBInstance", { ...managed, DBInstanceIdentifier: "b" }), answer);
    const sent = calls.map(({ body }) => new URLSearchParams(body.toString()));
    expect(sent.map((form) => form.get("ManageMasterUserPassword"))).toEqual(["true", null, "true"]);
    expect(sent.map((form) => form.get("MonitoringInterval"))).toEqual(["60", "60", "60"]);
  });

  it("says that the user set every parameter", async () => {
    const text = await textOf(new Rds().layer(queryCall("rds", "DescribeDBParameters"), moto().answer));
    expect(text.match(/<Source>user<\/Source><\/Parameter>/g)).toHaveLength(2);
  });
});
