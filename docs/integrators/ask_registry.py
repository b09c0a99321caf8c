"""Asks two registries over a Tunduk security server: one by REST, one by SOAP.

Written by the guide in this folder and nothing else. Needs `requests` and `zeep`.

    python3 ask_registry.py http://localhost:8080 path/to/service.wsdl 13102198000101
"""

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
    if answer.status_code == 204:
        return None
    answer.raise_for_status()
    return answer.json()


def ask_by_soap(address, wsdl, pin):
    """The civil registry's record of a person; `faultcode` in it is an answer, not a failure."""
    client = zeep.Client(wsdl, settings=zeep.Settings(forbid_dtd=True))
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
    where, description, person = sys.argv[1:4]
    lives = ask_by_rest(where, person)
    print("REST:", "not found" if lives is None else lives["region"])
    record = ask_by_soap(where, description, person)
    print("SOAP:", record.faultcode or f"{record.surname} {record.name} {record.patronymic}")
