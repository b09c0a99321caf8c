"""Asks two registries over a Tunduk security server: one by REST, one by SOAP.

Written by the guide in this folder and nothing else. Needs `pip install requests zeep`. The WSDL is in the folder of the
contract, or comes from `getWsdl` of the server.

    python3 ask_registry.py rest http://localhost:8080 13102198000101
    python3 ask_registry.py soap http://localhost:8080 13102198000101 path/to/service.wsdl

Ends with 0 only when an answer came that may be believed, which is what the conformance kit asks of a program.
"""

import base64
import hashlib
import sys
import uuid

import requests
import zeep

INSTANCE = "central-server"
CLIENT = (INSTANCE, "GOV", "70000099", "candidate-checks")
USER_ID = "KG-SYS-guide"
ISSUE = "2026-17"
PATIENCE = 100  # seconds: longer than the servers wait, so that the true fault arrives


def ask_by_rest(address, pin):
    """The address where a person lives, or None when the register does not know the person."""
    service = "/".join((INSTANCE, "GOV", "70000050", "sanaripaymak-service", "address-fact"))
    message_id = str(uuid.uuid4())  # a new one for each send
    answer = requests.get(
        f"{address}/r1/{service}/{pin}",
        headers={
            "X-Road-Client": "/".join(CLIENT),
            "X-Road-Id": message_id,
            "X-Road-UserId": USER_ID,
            "X-Road-Issue": ISSUE,
            "Accept": "application/json",
        },
        timeout=PATIENCE,
        allow_redirects=False,
    )
    if "X-Road-Error" in answer.headers:
        raise RuntimeError(answer.headers["X-Road-Error"])
    if answer.headers.get("X-Road-Id") != message_id:
        raise RuntimeError("the answer is to another question")
    if len(base64.b64decode(answer.headers.get("X-Road-Request-Hash", ""))) != 64:
        raise RuntimeError("the answer has no hash of the request")  # X-Road computes it over more than we know
    if answer.status_code == 204:
        return None
    answer.raise_for_status()
    return answer.json()


class CheckedTransport(zeep.transports.Transport):
    """Sends once, and compares the hash in an answer with that of the exact bytes that went out."""

    def post(self, address, message, headers):
        answer = super().post(address, message, headers)
        envelope = zeep.loader.parse_xml(answer.content, self)
        if envelope.find(".//{http://schemas.xmlsoap.org/soap/envelope/}Fault") is None:
            found = envelope.findtext(".//{http://x-road.eu/xsd/xroad.xsd}requestHash")
            if found != base64.b64encode(hashlib.sha512(message).digest()).decode():
                raise RuntimeError("the answer is to another question")
        return answer  # a fault, which comes with status 200, becomes an exception of zeep


def ask_by_soap(address, wsdl, pin):
    """The civil registry's record of a person; `faultcode` in it is an answer, not a failure."""
    transport = CheckedTransport(timeout=PATIENCE, operation_timeout=PATIENCE)
    client = zeep.Client(wsdl, transport=transport, settings=zeep.Settings(forbid_dtd=True))
    name = next(iter(client.wsdl.bindings))
    service = client.create_service(name, f"{address}/")
    part = dict(zip(("xRoadInstance", "memberClass", "memberCode", "subsystemCode"), CLIENT))
    asked = {"xRoadInstance": INSTANCE, "memberClass": "GOV", "memberCode": "70000005", "subsystemCode": "zags-service"}
    answer = service.zagsDataByPin(
        request={"pin": pin},
        _soapheaders={
            "client": {"objectType": "SUBSYSTEM", **part},
            "service": {"objectType": "SERVICE", **asked, "serviceCode": "zagsDataByPin", "serviceVersion": "v1"},
            "userId": USER_ID,
            "id": str(uuid.uuid4()),
            "issue": ISSUE,
            "protocolVersion": "4.0",
        },
    )
    return answer.body.response


if __name__ == "__main__":
    protocol, where, person, *description = sys.argv[1:]
    if protocol == "rest":
        lives = ask_by_rest(where, person)
        print("REST:", "not found" if lives is None else lives["region"])
    else:
        record = ask_by_soap(where, description[0], person)
        print("SOAP:", record.faultcode or f"{record.surname} {record.name} {record.patronymic}")
