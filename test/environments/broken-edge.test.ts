import { reportOn } from "../support/environment-file";

describe("a public face is refused for", () => {
  it("a URL instead of a domain", () => {
    expect(reportOn({ "edge.domain": "https://langfuse.example.com/" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be a lower-case DNS name such as 'langfuse.example.com', without a scheme, port or trailing dot
        → at edge.domain: "https://langfuse.example.com/""
    `);
  });

  it("a zone that cannot hold the domain", () => {
    expect(reportOn({ "edge.zone.name": "xample.com" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must be the end of the domain 'langfuse.example.com', because its record is created in this zone
        → at edge.zone.name: "xample.com""
    `);
  });

  it("a certificate of another region and account", () => {
    expect(
      reportOn({
        "edge.certificate": {
          kind: "existing",
          arn: "arn:aws:acm:us-east-1:222222222222:certificate/00000000-0000-4000-8000-000000000000",
        },
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ is in us-east-1; a load balancer uses certificates of its own region, eu-west-1
        → at edge.certificate.arn: "arn:aws:acm:us-east-1:222222222222:certificate/00000000-0000-4000-8000-000000000000"
      ✖ belongs to account 222222222222; import or request it in 111111111111
        → at edge.certificate.arn: "arn:aws:acm:us-east-1:222222222222:certificate/00000000-0000-4000-8000-000000000000""
    `);
  });

  it("an allow-list that lets in half of the internet", () => {
    expect(reportOn({ "edge.ingestionAllowList": ["203.0.113.0/24", "0.0.0.0/1"] })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ lets in a large part of the internet; list the networks of your offices, VPN or clients, each /8 or smaller
        → at edge.ingestionAllowList[1]: "0.0.0.0/1""
    `);
  });

  it("an allow-list with three entries that are no networks, each for itself", () => {
    expect(
      reportOn({
        "edge.interfaceAllowList": ["203.0.113.0/24", "203.0.113.9/24", 7, "203.0.113.7"],
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (3 problems):
      ✖ has host bits set; write the network's first address, '203.0.113.0/24'
        → at edge.interfaceAllowList[1]: "203.0.113.9/24"
      ✖ must be an IPv4 network such as '10.0.0.0/16', in quotes
        → at edge.interfaceAllowList[2]: 7
      ✖ is one address and no network; write '203.0.113.7/32'
        → at edge.interfaceAllowList[3]: "203.0.113.7""
    `);
  });

  it("an allow-list of private addresses before a public load balancer", () => {
    expect(reportOn({ "edge.ingestionAllowList": ["192.168.1.0/24"] })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ is private, but clients reach this load balancer through the internet; list the public addresses behind which they leave or set exposure to 'internal'
        → at edge.ingestionAllowList[0]: "192.168.1.0/24""
    `);
  });

  it("an internal load balancer that nobody can reach", () => {
    expect(
      reportOn({
        "edge.exposure": "internal",
        "edge.ingestionAllowList": ["198.51.100.0/24"],
      }),
    ).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (2 problems):
      ✖ names no private network, but an internal load balancer is reached from private addresses; add your network's range or set exposure to 'internet'
        → at edge.interfaceAllowList: a list of 1
      ✖ names no private network, but an internal load balancer is reached from private addresses; add your network's range or set exposure to 'internet'
        → at edge.ingestionAllowList: a list of 1"
    `);
  });

  it("a production interface that is open to anyone", () => {
    expect(reportOn({ "edge.interfaceAllowList": "anyone" })).toMatchInlineSnapshot(`
      "environments/sample.ts is invalid (1 problem):
      ✖ must list networks in production; 'anyone' is for ingestion, which only accepts project keys
        → at edge.interfaceAllowList: "anyone""
    `);
  });
});
