import { bodyOf } from "../shim/call";
import { certificates } from "../shim/certificates";
import { jsonCall, motoWith } from "./calls";

const said = async (operation: string, body: object) => {
  const { answer, calls } = motoWith({ [operation]: {} });
  await certificates(jsonCall("acm", operation, body), answer);
  return calls.map(bodyOf);
};

it("says for every certificate that it may not be exported, so that moto can list it", async () => {
  const options = { CertificateTransparencyLoggingPreference: "ENABLED" };
  expect(await said("RequestCertificate", { DomainName: "a.example.com", Options: options })).toEqual([
    { DomainName: "a.example.com", Options: { ...options, Export: "DISABLED" } },
  ]);
  expect(await said("RequestCertificate", { Options: { Export: "ENABLED" } })).toEqual([
    { Options: { Export: "ENABLED" } },
  ]);
});

it("leaves everything else to moto", async () => {
  expect(await said("DescribeCertificate", { CertificateArn: "a" })).toEqual([{ CertificateArn: "a" }]);
});
