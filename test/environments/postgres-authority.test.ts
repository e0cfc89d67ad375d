import { X509Certificate } from "node:crypto";
import { environments } from "../../environments";
import { authorityOf } from "../../environments/schema";
import { reportOn } from "../support/environment-file";
import { newRegion } from "../support/new-region";
import { sample } from "../support/sample-environment";

it.each(environments.map((environment) => [environment.region, environment] as const))(
  "hands out the one authority of %s",
  (region, environment) => {
    const pem = authorityOf(environment);
    expect(pem.match(/BEGIN CERTIFICATE/g)).toHaveLength(1);
    const authority = new X509Certificate(pem);
    expect(authority.subject).toContain(`CN=Amazon RDS ${region} Root CA RSA2048 G1`);
    expect(authority.ca && authority.checkIssued(authority)).toBe(true);
    expect(new Date(authority.validTo).getFullYear()).toBe(2061);
  },
);

it("finds the one that signs among all of a region that came later", () => {
  const { region, bundle } = newRegion;
  const pem = authorityOf({
    region,
    postgres: { ...sample.postgres, authority: bundle },
  });
  expect(new X509Certificate(pem).subject).toContain(`CN=Amazon RDS ${region} Root CA RSA2048 G1`);
});

it("takes what is given for what it brings", () => {
  const given = { "postgres.authority": newRegion.bundle };
  expect(reportOn(given)).toContain("must hold RDS's certificate 'Amazon RDS eu-west-1 Root CA RSA2048 G1'");
});

const inNewRegion = {
  region: newRegion.region,
  zones: ["a", "b", "c"].map((letter) => newRegion.region + letter),
};

it("says which it lacks, and where it is", () => {
  expect(reportOn(inNewRegion)).toMatchInlineSnapshot(`
    "environments/sample.ts is invalid (1 problem):
    ✖ must hold RDS's certificate 'Amazon RDS il-central-1 Root CA RSA2048 G1'; paste what 'curl https://truststore.pki.rds.amazonaws.com/il-central-1/il-central-1-bundle.pem' prints
      → at postgres.authority: missing"
  `);
  expect(reportOn({ ...inNewRegion, "postgres.authority": newRegion.bundle })).toBe("valid");
});

it.each([
  ["is cut off", newRegion.bundle.slice(0, -400)],
  ["is mistyped", newRegion.bundle.replace(/(.{20})\n(-----END CERTIFICATE-----\n)$/, "\n$2")],
  ["is no certificate at all", "Amazon RDS il-central-1 Root CA RSA2048 G1"],
])("refuses one that %s", (_, authority) => {
  expect(reportOn({ ...inNewRegion, "postgres.authority": authority })).toContain(
    "must hold RDS's certificate",
  );
});
