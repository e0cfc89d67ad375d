import type { Adoption } from "../../../stacks/adopt/find";
import { withArrived, withVersions } from "../../../stacks/adopt/secret-version";
import { reference } from "../../support/terraform-json";

describe("a version of a secret", () => {
  const arn = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-dev/salt-AbCdEf";
  const version: Adoption = {
    wanted: {
      address: "aws_secretsmanager_secret_version.salt",
      type: "aws_secretsmanager_secret_version",
      planned: {
        secret_binary: null,
        secret_string: null,
        secret_string_wo: null,
        secret_string_wo_version: 1,
      },
      unknown: {
        arn: true,
        has_secret_string_wo: true,
        id: true,
        secret_id: true,
        version_id: true,
        version_stages: true,
      },
      written: { secret_id: reference("aws_secretsmanager_secret.salt.id") },
    },
    thing: {
      importId: `${arn}|v1`,
      attributes: { id: `${arn}|v1`, arn, secret_id: arn, version_id: "v1" },
      ours: true,
    },
  };

  it("is entered as the deployment would have done, without its value", () => {
    const { serial, resources, lineage } = withVersions(
      { version: 4, serial: 7, lineage: "abc", resources: [{ type: "aws_vpc" }] },
      [version],
    );
    expect([serial, lineage, resources.length]).toEqual([8, "abc", 2]);
    expect(resources[1]).toEqual({
      mode: "managed",
      type: "aws_secretsmanager_secret_version",
      name: "salt",
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [
        {
          schema_version: 0,
          attributes: {
            arn,
            has_secret_string_wo: true,
            id: `${arn}|v1`,
            secret_binary: null,
            secret_id: arn,
            secret_string: null,
            secret_string_wo: null,
            secret_string_wo_version: 1,
            version_id: "v1",
            version_stages: ["AWSCURRENT"],
          },
          dependencies: ["aws_secretsmanager_secret.salt"],
        },
      ],
    });
  });

  it("that has arrived is finished in place, and nothing else is touched", () => {
    const salt = {
      mode: "managed" as const,
      type: "aws_secretsmanager_secret_version",
      name: "salt",
      instances: [
        {
          status: "tainted" as const,
          schema_version: 0,
          attributes: {
            arn: null,
            has_secret_string_wo: null,
            id: `${arn}|v1`,
            secret_id: arn,
            secret_string: null,
            secret_string_wo_version: 1,
            version_id: null,
            version_stages: [],
          },
        },
      ],
    };
    const others = [
      { ...salt, name: "pepper" },
      { ...salt, type: "aws_vpc" },
    ];
    const address = "aws_secretsmanager_secret_version.salt";
    const tainted = { address, type: salt.type, attributes: {} };
    const state = withArrived({ serial: 7, lineage: "abc", resources: [salt, ...others] }, [tainted]);
    const attributes = {
      arn,
      has_secret_string_wo: true,
      id: `${arn}|v1`,
      secret_id: arn,
      secret_string: null,
      secret_string_wo_version: 1,
      version_id: "v1",
      version_stages: ["AWSCURRENT"],
    };
    expect(state).toEqual({
      serial: 8,
      lineage: "abc",
      resources: [{ ...salt, instances: [{ schema_version: 0, attributes }] }, ...others],
    });
  });

  it("has no attribute that the provider at hand does not know", () => {
    const older = { ...version.wanted, unknown: { id: true, arn: true } };
    const { resources } = withVersions({ serial: 1, resources: [] }, [{ ...version, wanted: older }]);
    expect(JSON.stringify(resources)).not.toContain("has_secret_string_wo");
  });
});
