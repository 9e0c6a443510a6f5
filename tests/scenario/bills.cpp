#include "tests/scenario/bills.hpp"

#include <array>
#include <string>
#include <vector>

#include "tests/property/invoices.hpp"

namespace makegood::scenario {

namespace {

struct Market {
    const char* currency;
    std::vector<std::array<const char*, 3>> lines;  ///< net, category, rate
};

const std::vector<Market>& markets() {
    static const std::vector<Market> all = {
        {"GBP", {{"68.33", "S", "20"}, {"68.33", "S", "20"}, {"57.50", "S", "20"}, {"85.00", "S", "20"}}},
        {"GBP", {{"100.00", "S", "20"}, {"33.33", "Z", "0"}}},
        {"EUR", {{"193.33", "S", "25"}, {"12.01", "S", "12"}, {"7.77", "E", "0"}}},
        {"EUR", {{"1234.71", "S", "25"}}},
        {"JPY", {{"12345", "S", "10"}, {"678", "S", "8"}}},
        {"KWD", {{"10.005", "S", "5"}, {"3.333", "S", "5"}}},
    };
    return all;
}

InvoiceDraft of_a_market(std::size_t serial) {
    const Market& market = markets()[serial % markets().size()];
    given::Bill bill(market.currency);
    for (const auto& [net, category, rate] : market.lines) bill.line(net, category, rate);
    return bill.draft();
}

constexpr std::array names = {"Hartley Quarry Ltd", "=HYPERLINK(\"http://x\";\"y\")", "Müller & Söhne; \"Köln\"",
                              "株式会社 |  a  b", "@SUM(A1)\ttabbed"};
constexpr std::array descriptions = {
    "", "Screening of gravel", "Café & bar <fit-out> \"deluxe\" 'A'", "غربلة الحصى", "Line\r\nend", "]]> &amp; 😀"};
constexpr std::array services = {"screening", "washing", "砂利のふるい分け", "a;b|c"};
constexpr std::array quantities = {"1", "1", "2", "12", "7.25", "168.333", "-1", "0"};
constexpr std::array units = {"HUR", "hours", "Stück", "XPP", "furlong"};
constexpr std::array reasons = {"Exempt by the act", "VATEX-EU-132-1I"};
constexpr std::array endpoints = {"0088:7300010000001", "EM:a@b.example", "no scheme"};

template <class List>
std::string one_of(const List& list, Dice& dice) {
    return list[static_cast<std::size_t>(dice.from_to(0, static_cast<std::int64_t>(list.size()) - 1))];
}

void describe(InvoiceLine& line, Dice& dice) {
    line.service = ServiceName(one_of(services, dice));
    line.description = one_of(descriptions, dice);
    line.quantity = given::decimal(one_of(quantities, dice));
    if (dice.in_hundred(50)) line.unit = one_of(units, dice);
    if (line.tax.category == "E") line.exemption_reason = one_of(reasons, dice);
}

/// What people forget or get wrong, though EN 16931 asks for it.
using Slip = void (*)(InvoiceDraft&);
constexpr std::array<Slip, 6> slips = {
    [](InvoiceDraft& draft) { draft.customer.name = " "; },
    [](InvoiceDraft& draft) { draft.customer.address->country = "UK"; },
    [](InvoiceDraft& draft) { draft.customer.address.reset(); },
    [](InvoiceDraft& draft) { draft.customer.vat_id = "12-345"; },
    [](InvoiceDraft& draft) { draft.delivery.reset(); },
    [](InvoiceDraft& draft) {
        for (InvoiceLine& line : draft.lines) line.exemption_reason.reset();
    },
};

}  // namespace

InvoiceDraft any_bill(Dice& dice, std::size_t serial, Date issued_on) {
    constexpr std::int64_t seed_max = std::int64_t{1} << 62;
    InvoiceDraft draft = dice.in_hundred(10)
                             ? of_a_market(serial)
                             : property::invoice_of_seed(static_cast<std::uint64_t>(dice.from_to(0, seed_max)));
    draft.number = InvoiceNumber("R-" + std::to_string(serial));
    draft.issued_on = issued_on;
    const std::size_t customer = serial / 5;
    const Address leeds{"Mill Lane 4", "Leeds", "LS1 4AB", "GB"};
    draft.customer = {CustomerId("C-" + std::to_string(customer)),
                      names[customer % names.size()],
                      Personal("somebody@example.org"),
                      "GB987654321",
                      leeds,
                      one_of(endpoints, dice)};
    draft.delivery = Delivery{issued_on, leeds};
    if (dice.in_hundred(50)) draft.buyer_reference = "PO " + std::to_string(serial);
    for (InvoiceLine& line : draft.lines) describe(line, dice);
    if (dice.in_hundred(20))
        for (const Slip slip : slips)
            if (dice.in_hundred(50)) slip(draft);
    return draft;
}

}  // namespace makegood::scenario
