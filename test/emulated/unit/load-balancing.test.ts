import { listenerCertificates } from "../shim/load-balancing";
import { motoWith, queryCall } from "./calls";

const change = { ListenerArn: "listener", "Certificates.member.1.CertificateArn": "certificate" };

it("takes the listener's own certificate out of a change, and nothing else", async () => {
  const { answer, calls } = motoWith({ ModifyListener: "", AddListenerCertificates: "" });
  await listenerCertificates(queryCall("elasticloadbalancing", "ModifyListener", change), answer);
  await listenerCertificates(queryCall("elasticloadbalancing", "AddListenerCertificates", change), answer);
  const [changed, added] = calls;
  expect([...(changed?.parameters ?? [])]).toEqual(
    [...queryCall("elasticloadbalancing", "ModifyListener", change).parameters].filter(
      ([name]) => !name.startsWith("Certificates."),
    ),
  );
  expect(changed?.body.toString()).toContain("ListenerArn=listener");
  expect(changed?.body.toString()).not.toContain("certificate");
  expect(added?.body.toString()).toContain("certificate");
});
