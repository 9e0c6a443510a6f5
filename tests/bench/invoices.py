"""Invoices to claim on: JSON lines as `makegood import invoices` takes them, the same ones for the same arguments."""

import datetime
import random
import sys

SERVICES = ["screening", "haulage", "crushing", "oven-service", "cleaning", "training", "inspection", "gardening",
            "painting", "wiring", "plumbing", "storage", "towing", "printing", "catering", "translation"]
INVOICES_PER_CUSTOMER = 10
DAYS = 300


def amount(minor):
    return f"{minor // 100}.{minor % 100:02d}"


def line(number, service, quantity, price_minor):
    return (f'{{"id":"{number}","service":"{service}","description":"{service.capitalize()}, visit {number}",'
            f'"quantity":"{quantity}","unit":"HUR","unit_price":"{amount(price_minor)}",'
            f'"net":"{amount(quantity * price_minor)}","tax_category":"S","tax_rate":"20"}}')


def invoice(index, customers, first_day, chance):
    customer = index % customers
    issued_on = first_day + datetime.timedelta(days=chance.randrange(DAYS))
    items = [(chance.choice(SERVICES), chance.randrange(1, 9), chance.randrange(2000, 9000)) for _ in range(3)]
    net = sum(quantity * price for _, quantity, price in items)
    tax = (net * 20 + 50) // 100
    lines = ",".join(line(number, *item) for number, item in enumerate(items, 1))
    return (f'{{"number":"B-{index:07d}","issued_on":"{issued_on}","currency":"GBP","customer":{{"id":"C-{customer}",'
            f'"name":"Customer {customer} Ltd","email":"office@customer{customer}.example","address":{{"street":'
            f'"High Street {customer % 300 + 1}","city":"Leeds","postal_code":"LS1 4AP","country":"GB"}}}},'
            f'"lines":[{lines}],"tax":[{{"category":"S","rate":"20","base":"{amount(net)}","amount":"{amount(tax)}"}}],'
            f'"totals":{{"net":"{amount(net)}","tax":"{amount(tax)}","gross":"{amount(net + tax)}"}}}}\n')


def write(path, count):
    chance = random.Random(2009)
    customers = max(1, count // INVOICES_PER_CUSTOMER)
    first_day = datetime.date.today() - datetime.timedelta(days=DAYS)
    with open(path, "w", encoding="ascii") as out:
        for index in range(count):
            out.write(invoice(index, customers, first_day, chance))


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]))
