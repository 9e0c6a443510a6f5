#include "adapters/import/camt_entry.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "adapters/import/camt_remittance.hpp"
#include "adapters/import/camt_values.hpp"
#include "adapters/import/quoted.hpp"
#include "engine/settlement/iban.hpp"

namespace makegood::import {

struct CamtEntryReader::Entry {
    const CamtElement& element;
    const CamtStatement& statement;
    std::size_t position;
    Money amount;
    bool is_credit;
    bool is_reversal;
    Date day;
    std::string reference;  // "" for none
};

/// One TxDtls, or the entry itself when it has none.
struct CamtEntryReader::Transaction {
    CamtElement element;
    std::size_t position;  // from 1 among the entry's
    Money amount;
    bool is_credit;
};

namespace {

__extension__ using Wide = __int128;

/// References that say there is none. Source: ISO 20022 usage rules and SWIFT's MT 940, tag 61.
std::string stated(std::string reference) {
    constexpr std::array<std::string_view, 3> none{"NOTPROVIDED", "NONREF", "NONE"};
    return std::ranges::find(none, reference) == none.end() ? reference : std::string{};
}

/// Whether the bank's code says that something comes back: returned or unpaid credit transfers, direct debits, cheques.
/// Source: ISO 20022 external code set, bank transaction sub-family.
bool is_return_code(std::string_view sub_family) {
    constexpr std::array<std::string_view, 5> codes{"RRTN", "UPDD", "PRDD", "RCDD", "UPCQ"};
    return std::ranges::find(codes, sub_family) != codes.end();
}

std::string sub_family(const CamtElement& transaction, const CamtElement& entry) {
    const auto of = [](const CamtElement& element) { return element.text({"BkTxCd", "Domn", "Fmly", "SubFmlyCd"}); };
    std::string own = of(transaction);
    return own.empty() ? of(entry) : own;
}

/// BOOK of version 02 to 07 is the text, of version 08 a code in it.
std::string status_of(const CamtElement& entry) {
    return entry.text({"Sts"}) + entry.text({"Sts", "Cd"});
}

std::string status_in_words(const std::string& status) {
    if (status == "PDNG") return "not booked yet (PDNG)";
    if (status == "FUTR") return "not booked yet (FUTR)";
    return "for information only, not booked (INFO)";
}

/// How many transactions the bank says that it booked as one.
std::uint64_t batch_size(const CamtElement& entry) {
    std::uint64_t size = 0;
    for (const CamtElement& details : entry.all("NtryDtls")) {
        const std::string text = details.text({"Btch", "NbOfTxs"});
        std::uint64_t count = 0;
        std::from_chars(text.data(), text.data() + text.size(), count);
        size += std::min<std::uint64_t>(count, 1'000'000'000);
    }
    return size;
}

/// A transaction's amount in its entry's currency: since version 04 its own, before it in AmtDtls.
std::optional<Money> amount_of(const CamtElement& transaction, Currency currency, Findings& findings) {
    for (const CamtElement& amount : {transaction.at({"Amt"}), transaction.at({"AmtDtls", "TxAmt", "Amt"}),
                                      transaction.at({"AmtDtls", "CntrValAmt", "Amt"})})
        if (amount.attribute("Ccy") == currency.code()) return read_amount(amount, findings);
    return std::nullopt;
}

std::string shown(bool is_credit, const Money& amount) {
    return std::string(is_credit ? "a credit" : "a debit") + " of " + to_text(amount) + " " +
           std::string(amount.currency().code());
}

std::string name_of_party(const CamtElement& party) {
    std::string name = party.text({"Nm"});
    return name.empty() ? party.text({"Pty", "Nm"}) : name;  // since version 08
}

std::string joined(const std::vector<std::string>& pieces) {
    std::string text;
    for (const std::string& piece : pieces) {
        if (piece.empty()) continue;
        if (!text.empty()) text += '\n';
        text += piece;
    }
    return text;
}

void read_payer(const CamtElement& parties, BankPayment& payment) {
    std::string name = name_of_party(parties.at({"Dbtr"}));
    if (name.empty()) name = name_of_party(parties.at({"UltmtDbtr"}));
    if (!name.empty()) payment.payer_name = std::move(name);
    const std::string iban = parties.text({"DbtrAcct", "Id", "IBAN"});
    if (!iban.empty()) payment.payer_iban = normalised_iban(iban);
}

void read_references(const CamtElement& transaction, BankPayment& payment) {
    const auto reference = [&](std::string_view name) { return stated(transaction.text({"Refs", name})); };
    if (std::string id = reference("EndToEndId"); !id.empty()) payment.end_to_end_id = std::move(id);
    if (!is_reversal(payment.move)) return;
    for (const std::string_view name : {"EndToEndId", "TxId", "InstrId"}) {
        std::string id = reference(name);
        if (id.empty()) continue;
        payment.reverses = std::move(id);
        break;
    }
    payment.return_reason = transaction.text({"RtrInf", "Rsn", "Cd"}) + transaction.text({"RtrInf", "Rsn", "Prtry"});
    for (const CamtElement& more : transaction.at({"RtrInf"}).all("AddtlInf"))
        payment.return_reason += (payment.return_reason.empty() ? "" : " ") + more.text();
}

/// What the payer sent, where it isn't what arrived. It is told for information, so one that can't be read is left out.
std::optional<Money> read_instructed(const CamtElement& transaction, const Money& arrived) {
    Findings unheard;
    const CamtElement amount = transaction.at({"AmtDtls", "InstdAmt", "Amt"});
    auto instructed = amount ? read_amount(amount, unheard) : std::nullopt;
    if (instructed == arrived) return std::nullopt;
    return instructed;
}

}  // namespace

std::optional<CamtEntrySum> CamtEntryReader::read(const CamtElement& element, const CamtStatement& statement,
                                                  std::size_t position) {
    Findings findings;
    const auto amount = read_amount(element.at({"Amt"}), findings);
    const auto is_credit = read_is_credit(element.at({"CdtDbtInd"}), findings);
    const auto is_reversal = read_flag(element.at({"RvslInd"}), findings);
    const std::string status = status_of(element);
    const bool is_booked = status == "BOOK";
    if (!is_booked && status != "PDNG" && status != "INFO" && status != "FUTR")
        findings.push_back({element.place() + "/Sts", quoted(status), "BOOK, PDNG, INFO or FUTR"});
    auto day = read_day_if_any(element.at({"BookgDt"}), findings);
    if (!day) day = read_day_if_any(element.at({"ValDt"}), findings);
    if (!day && is_booked && findings.empty())
        findings.push_back({element.place() + "/BookgDt", "nothing", "a booking day, or a value day in ValDt"});
    std::optional<CamtEntrySum> sum;
    if (amount && is_credit) sum = CamtEntrySum{*amount, *is_credit, is_booked};
    if (!findings.empty()) {
        reading_.findings.insert(reading_.findings.end(), findings.begin(), findings.end());
        return sum;
    }
    std::string reference = stated(element.text({"AcctSvcrRef"}));
    if (is_booked)
        read_booked({element, statement, position, *amount, *is_credit, *is_reversal, *day, std::move(reference)});
    else
        reading_.left_out.push_back({element.place(), std::move(reference), *amount, status_in_words(status)});
    return sum;
}

void CamtEntryReader::read_booked(const Entry& entry) {
    std::vector<CamtElement> details;
    for (const CamtElement& group : entry.element.all("NtryDtls"))
        for (CamtElement& transaction : group.all("TxDtls")) details.push_back(std::move(transaction));
    const std::uint64_t batch = batch_size(entry.element);
    if (details.size() <= 1 && batch > 1)
        return leave_out(
            {entry.element, 1, entry.amount, entry.is_credit}, next_id(entry.statement, entry.reference),
            "one sum for " + std::to_string(batch) + " transactions, without them: they are in the bank's camt.054");
    if (details.empty()) return take(entry, {entry.element, 1, entry.amount, entry.is_credit});

    Findings findings;
    const std::vector<Transaction> transactions = transactions_of(entry, details, findings);
    reading_.findings.insert(reading_.findings.end(), findings.begin(), findings.end());
    for (const Transaction& transaction : transactions) take(entry, transaction);
}

/// None, with findings, when they don't make the entry.
std::vector<CamtEntryReader::Transaction> CamtEntryReader::transactions_of(const Entry& entry,
                                                                           const std::vector<CamtElement>& details,
                                                                           Findings& findings) {
    std::vector<Transaction> transactions;
    std::size_t contradictions = 0;
    Wide sum_minor = 0;
    for (const CamtElement& element : details) {
        auto amount = amount_of(element, entry.amount.currency(), findings);
        if (!amount && findings.empty() && details.size() == 1) amount = entry.amount;
        if (!amount && findings.empty())
            findings.push_back({element.place() + "/Amt", "no amount in " + std::string(entry.amount.currency().code()),
                                "an amount in the entry's currency"});
        const CamtElement indicator = element.at({"CdtDbtInd"});
        const auto is_credit = indicator ? read_is_credit(indicator, findings) : entry.is_credit;
        if (!findings.empty()) return {};
        contradictions += *is_credit != entry.is_credit ? 1 : 0;
        sum_minor += *is_credit == entry.is_credit ? amount->minor() : -amount->minor();
        transactions.push_back({element, transactions.size() + 1, *amount, *is_credit});
    }
    if (contradictions == transactions.size()) {
        sum_minor = -sum_minor;
        for (Transaction& transaction : transactions) transaction.is_credit = entry.is_credit;
    }
    if (sum_minor == entry.amount.minor()) return transactions;
    findings.push_back(
        {entry.element.place() + "/NtryDtls",
         std::to_string(details.size()) + (details.size() == 1 ? " transaction" : " transactions") + " of another sum",
         "transactions that sum to the entry, " + shown(entry.is_credit, entry.amount)});
    return {};
}

/// Says what a transaction is to us, and yields it or leaves it out.
void CamtEntryReader::take(const Entry& entry, const Transaction& transaction) {
    const CamtElement& element = transaction.element;
    std::string reference = stated(element.text({"Refs", "AcctSvcrRef"}));
    if (reference.empty()) reference = entry.reference;
    if (reference.empty() && !entry.statement.id.empty())
        reference = entry.statement.id + "/" + std::to_string(entry.position) +
                    (transaction.position > 1 ? "/" + std::to_string(transaction.position) : "");
    if (reference.empty()) {
        reading_.findings.push_back({element.place(), "no reference of the bank's, in a statement without an Id",
                                     "AcctSvcrRef, by which it is known again"});
        return;
    }
    std::string id = next_id(entry.statement, reference);
    const bool is_return =
        entry.is_reversal || element.at({"RtrInf"}) || is_return_code(sub_family(element, entry.element));
    const std::string end_to_end_id = stated(element.text({"Refs", "EndToEndId"}));
    const bool is_ours = !end_to_end_id.empty() && is_our_refund_(end_to_end_id);

    if (transaction.amount.is_zero()) return leave_out(transaction, std::move(id), "a transaction of zero");
    if (transaction.is_credit && !is_return) return yield(entry, transaction, std::move(id), BankMove::payment);
    if (transaction.is_credit && is_ours) return yield(entry, transaction, std::move(id), BankMove::refund_returned);
    if (transaction.is_credit)
        return leave_out(transaction, std::move(id), "the return of a debit that is not one of our refunds");
    if (is_return) return yield(entry, transaction, std::move(id), BankMove::bounced_payment);
    if (is_ours) return yield(entry, transaction, std::move(id), BankMove::refund_sent);
    leave_out(transaction, std::move(id), "a debit that is not one of our refunds");
}

std::string CamtEntryReader::next_id(const CamtStatement& statement, const std::string& reference) {
    if (reference.empty()) return {};
    int& times = times_[{statement.account, reference}];
    std::string id;
    do id = ++times == 1 ? reference : reference + "/" + std::to_string(times);
    while (!given_.insert({statement.account, id}).second);
    return id;
}

void CamtEntryReader::leave_out(const Transaction& transaction, std::string id, std::string why) {
    reading_.left_out.push_back({transaction.element.place(), std::move(id), transaction.amount, std::move(why)});
}

void CamtEntryReader::yield(const Entry& entry, const Transaction& transaction, std::string id, BankMove move) {
    const CamtElement& element = transaction.element;
    CamtRemittance remittance = read_remittance(element.at({"RmtInf"}), reading_.findings);
    remittance.text.push_back(element.text({"AddtlTxInf"}));
    remittance.text.push_back(entry.element.text({"AddtlNtryInf"}));
    BankPayment payment{.id = std::move(id),
                        .account = entry.statement.account,
                        .statement = entry.statement.id,
                        .entry_reference = entry.reference,
                        .received_on = entry.day,
                        .amount = transaction.amount,
                        .move = move,
                        .instructed = read_instructed(element, transaction.amount),
                        .payer_name = {},
                        .payer_iban = {},
                        .structured_references = std::move(remittance.references),
                        .text = joined(remittance.text),
                        .deductions = std::move(remittance.deductions),
                        .end_to_end_id = {},
                        .reverses = {},
                        .return_reason = {},
                        .place = element.place()};
    if (move == BankMove::payment || move == BankMove::bounced_payment) read_payer(element.at({"RltdPties"}), payment);
    read_references(element, payment);
    reading_.payments.push_back(std::move(payment));
}

}  // namespace makegood::import
