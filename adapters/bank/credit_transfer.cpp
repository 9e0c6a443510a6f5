#include "adapters/bank/credit_transfer.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include "adapters/bank/latin_text.hpp"
#include "adapters/codec/xml_writer.hpp"
#include "engine/settlement/iban.hpp"

namespace makegood::bank {

namespace {

__extension__ using Wide = __int128;

constexpr std::size_t name_characters_max = 70;
constexpr std::size_t remittance_characters_max = 140;
constexpr std::size_t message_id_characters_max = 30;  // leaves room for the currency in PmtInfId
constexpr std::int64_t sepa_amount_minor_max = 999'999'999'99;
constexpr Wide sum_max = 999'999'999'999'999'999;
constexpr std::string_view reference_form =
    "1 to 35 characters of A to Z, a to z, 0 to 9, space and / - ? : ( ) . , ' +, no space and no / at its ends, no //";
constexpr std::string_view bic_form = "8 or 11 characters, as in GIBAATWWXXX";

bool is_bic(std::string_view text) {
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto is_either = [&](char c) { return is_capital(c) || (c >= '0' && c <= '9'); };
    return (text.size() == 8 || text.size() == 11) && std::ranges::all_of(text, is_either) &&
           std::ranges::all_of(text.substr(4, 2), is_capital);
}

/// As it came, for a person to recognise; cut between characters.
std::string in_quotes(std::string_view text) {
    constexpr std::size_t shown_bytes_max = 60;
    std::size_t cut = std::min(text.size(), shown_bytes_max);
    while (cut > 0 && cut < text.size() && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    return "\"" + std::string(text.substr(0, cut)) + (cut < text.size() ? "...\"" : "\"");
}

/// An order that can be paid, with its texts as they are sent.
struct Transfer {
    const PaymentOrder* order;
    std::string name;
    std::string iban;
    std::string remittance;
};

/// What one PmtInf holds: a currency, and whether it goes by SEPA.
struct Group {
    Currency currency;
    bool is_beyond_sepa;  ///< of euro only
    auto operator<=>(const Group&) const = default;
};

struct Transfers {
    std::vector<Transfer> list;
    Wide sum_minor = 0;
};

/// minor ÷ 10^digits in plain digits.
std::string decimal_text(Wide minor, int digits) {
    std::string text;
    for (int i = 0; minor > 0 || i <= digits; ++i, minor /= 10) {
        if (i == digits && digits > 0) text += '.';
        text += static_cast<char>('0' + static_cast<int>(minor % 10));
    }
    std::ranges::reverse(text);
    return text;
}

std::optional<std::string> objection_to(const Transfer& transfer, bool is_sepa) {
    const PaymentOrder& order = *transfer.order;
    if (!is_bank_reference(order.end_to_end_id))
        return "the end-to-end id " + in_quotes(order.end_to_end_id) + ", where " + std::string(reference_form);
    if (!order.instruction_id.empty() && !is_bank_reference(order.instruction_id))
        return "the instruction id " + in_quotes(order.instruction_id) + ", where " + std::string(reference_form);
    if (!order.amount.is_positive() || order.amount.minor() > amount_minor_max)
        return "the amount " + to_text(order.amount) + ", where one above zero, of at most 15 digits";
    if (transfer.iban.empty()) return "no IBAN: whoever is paid has to tell it";
    if (const auto objection = objection_to_iban(transfer.iban)) return "an IBAN that is none: " + *objection;
    if (order.bic && !is_bic(*order.bic))
        return "the BIC " + in_quotes(*order.bic) + ", where " + std::string(bic_form);
    if (is_sepa && order.amount.minor() > sepa_amount_minor_max)
        return "the amount " + to_text(order.amount) + ", where SEPA carries at most 999999999.99";
    if (!has_letter_or_digit(transfer.name))
        return "the name " + in_quotes(order.creditor_name) + ", of which no Latin letter is left";
    if (!order.remittance.empty() && !has_letter_or_digit(transfer.remittance))
        return "the remittance " + in_quotes(order.remittance) + ", of which no Latin letter is left";
    return std::nullopt;
}

/// Sorts the orders into those that can be paid and those that can't.
class Sorting {
  public:
    Sorting(std::span<const PaymentOrder> orders, std::string_view debtor_iban)
        : is_debtor_in_sepa_(is_in_sepa(debtor_iban)) {
        std::map<std::string_view, int> times;
        for (const PaymentOrder& order : orders) ++times[order.end_to_end_id];
        for (std::size_t i = 0; i < orders.size(); ++i) take(orders[i], i, times[orders[i].end_to_end_id]);
    }

    std::map<Group, Transfers> groups;
    std::vector<Unpayable> unpayable;
    std::size_t count = 0;

  private:
    void take(const PaymentOrder& order, std::size_t place, int times) {
        Transfer transfer{&order, to_latin(order.creditor_name, name_characters_max),
                          normalised_iban(order.iban.value_or("")),
                          to_latin(order.remittance, remittance_characters_max)};
        const bool is_euro = order.amount.currency().code() == "EUR";
        const bool is_sepa = is_euro && is_debtor_in_sepa_ && is_in_sepa(transfer.iban);
        auto objection = objection_to(transfer, is_sepa);
        if (!objection && times > 1)
            objection = "the end-to-end id stands on " + std::to_string(times) + " orders, where each has its own";
        if (objection) return unpayable.push_back({place, order.end_to_end_id, std::move(*objection)});
        Transfers& transfers = groups[{order.amount.currency(), is_euro && !is_sepa}];
        transfers.sum_minor += order.amount.minor();
        transfers.list.push_back(std::move(transfer));
        ++count;
    }

    bool is_debtor_in_sepa_;
};

/// The header's control sum: over all currencies, so with the most digits of any.
struct WholeSum {
    Wide minor = 0;
    int digits = 0;
};

WholeSum whole_sum(const std::map<Group, Transfers>& groups) {
    WholeSum sum;
    for (const auto& [group, transfers] : groups) sum.digits = std::max(sum.digits, group.currency.digits());
    for (const auto& [group, transfers] : groups) {
        Wide scaled = transfers.sum_minor;
        for (int i = group.currency.digits(); i < sum.digits; ++i) scaled *= 10;
        sum.minor += scaled;
    }
    return sum;
}

Findings examine(const TransferMessage& message, const Debtor& debtor) {
    Findings findings;
    if (!is_bank_reference(message.id) || message.id.size() > message_id_characters_max)
        findings.push_back(
            {"/message/id", in_quotes(message.id), "at most 30 characters, and of " + std::string(reference_form)});
    if (!has_letter_or_digit(to_latin(debtor.name, name_characters_max)))
        findings.push_back({"/debtor/name", in_quotes(debtor.name), "a name with Latin letters"});
    if (const auto objection = objection_to_iban(debtor.iban))
        findings.push_back({"/debtor/iban", *objection, "the IBAN of the account that pays"});
    if (debtor.bic && !is_bic(*debtor.bic))
        findings.push_back({"/debtor/bic", in_quotes(*debtor.bic), std::string(bic_form)});
    return findings;
}

/// RFC 3339 without the milliseconds, which some banks refuse.
std::string to_the_second(Instant instant) {
    std::string text = to_text(instant);
    return text.substr(0, text.find('.')) + "Z";
}

class Writer {
  public:
    Writer(const TransferMessage& message, const Debtor& debtor)
        : message_(message), debtor_(debtor), debtor_name_(to_latin(debtor.name, name_characters_max)) {}

    std::string write(const std::map<Group, Transfers>& groups, std::size_t count, const WholeSum& sum) {
        out_ = R"(<?xml version="1.0" encoding="UTF-8"?>)";
        xml_.open("Document", {{"xmlns", "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}});
        xml_.open("CstmrCdtTrfInitn");
        xml_.open("GrpHdr");
        xml_.element("MsgId", message_.id).element("CreDtTm", to_the_second(message_.created_at));
        write_control(count, sum.minor, sum.digits);
        write_party("InitgPty", debtor_name_);
        xml_.close();
        for (const auto& [group, transfers] : groups) write_payment(group, transfers);
        xml_.close().close();
        out_ += '\n';
        return std::move(out_);
    }

  private:
    void write_control(std::size_t count, Wide sum_minor, int digits) {
        xml_.element("NbOfTxs", std::to_string(count)).element("CtrlSum", decimal_text(sum_minor, digits));
    }

    void write_party(std::string_view element, std::string_view name) {
        xml_.open(element).element("Nm", name).close();
    }

    void write_account(std::string_view element, std::string_view iban) {
        xml_.open(element).open("Id").element("IBAN", iban).close().close();
    }

    void write_payment(const Group& group, const Transfers& transfers) {
        const bool is_sepa = group.currency.code() == "EUR" && !group.is_beyond_sepa;
        xml_.open("PmtInf");
        xml_.element("PmtInfId",
                     message_.id + "-" + std::string(group.currency.code()) + (group.is_beyond_sepa ? "X" : ""));
        xml_.element("PmtMtd", "TRF").element("BtchBookg", "false");
        write_control(transfers.list.size(), transfers.sum_minor, group.currency.digits());
        if (is_sepa) xml_.open("PmtTpInf").open("SvcLvl").element("Cd", "SEPA").close().close();
        xml_.open("ReqdExctnDt").element("Dt", to_text(message_.execute_on)).close();
        write_party("Dbtr", debtor_name_);
        write_account("DbtrAcct", normalised_iban(debtor_.iban));
        xml_.open("DbtrAgt").open("FinInstnId");
        if (debtor_.bic)
            xml_.element("BICFI", *debtor_.bic);
        else
            xml_.open("Othr").element("Id", "NOTPROVIDED").close();
        xml_.close().close();
        if (is_sepa) xml_.element("ChrgBr", "SLEV");
        for (const Transfer& transfer : transfers.list) write_transfer(transfer);
        xml_.close();
    }

    void write_transfer(const Transfer& transfer) {
        const PaymentOrder& order = *transfer.order;
        xml_.open("CdtTrfTxInf");
        xml_.open("PmtId");
        if (!order.instruction_id.empty()) xml_.element("InstrId", order.instruction_id);
        xml_.element("EndToEndId", order.end_to_end_id).close();
        xml_.open("Amt");
        xml_.element("InstdAmt", to_text(order.amount), {{"Ccy", order.amount.currency().code()}}).close();
        if (order.bic) xml_.open("CdtrAgt").open("FinInstnId").element("BICFI", *order.bic).close().close();
        write_party("Cdtr", transfer.name);
        write_account("CdtrAcct", transfer.iban);
        if (!transfer.remittance.empty()) xml_.open("RmtInf").element("Ustrd", transfer.remittance).close();
        xml_.close();
    }

    const TransferMessage& message_;
    const Debtor& debtor_;
    std::string debtor_name_;
    std::string out_;
    codec::XmlWriter xml_{out_};
};

/// Of all that is in the message; what goes by SEPA and what goes beyond it is one currency.
std::vector<ControlTotal> control_totals(const std::map<Group, Transfers>& groups) {
    std::vector<ControlTotal> control;
    for (const auto& [group, transfers] : groups) {
        const Money sum(static_cast<std::int64_t>(transfers.sum_minor), group.currency);
        if (control.empty() || control.back().sum.currency() != sum.currency())
            control.push_back({0, Money::zero(sum.currency())});
        control.back().count += transfers.list.size();
        control.back().sum += sum;
    }
    return control;
}

}  // namespace

Result<CreditTransfer, Findings> write_credit_transfer(const TransferMessage& message, const Debtor& debtor,
                                                       std::span<const PaymentOrder> orders) {
    Findings findings = examine(message, debtor);
    Sorting sorted(orders, normalised_iban(debtor.iban));
    const WholeSum sum = whole_sum(sorted.groups);
    if (orders.empty())
        findings.push_back({"/orders", "no order", "at least one: a pain.001 has at least one transaction"});
    if (sum.minor > sum_max)
        findings.push_back({"/orders", "amounts that sum to more than 18 digits", "fewer orders in one message"});
    if (!findings.empty()) return Failure{std::move(findings)};
    std::string xml = sorted.count == 0 ? "" : Writer(message, debtor).write(sorted.groups, sorted.count, sum);
    return CreditTransfer{std::move(xml), std::move(sorted.unpayable), control_totals(sorted.groups)};
}

}  // namespace makegood::bank
