#include "tests/adapters/verify/house.hpp"

#include <future>
#include <stdexcept>

#include "tests/engine/given/bill.hpp"

namespace makegood::verify {

namespace {

constexpr std::int64_t ms_per_day = 86'400'000;

Money amount_of(const Json& text, Currency currency) {
    return parse_money(text.get<std::string>(), currency).value();
}

/// Adds up what events hold of ours, straight from their JSON.
class Counter {
  public:
    void count(const Json& envelope, const std::string& invoice_currency) {
        const std::string type = envelope["type"];
        const Json& payload = envelope["payload"];
        const std::string code = payload.value("currency", invoice_currency);
        const auto currency = Currency::find(code);
        for (const char* holder : {"adjustment", "reversal"})
            if (payload.contains(holder) && payload[holder].is_object()) {
                const Json& document = payload[holder];
                add(document["type"],
                    {amount_of(document["totals"]["net"], *currency), amount_of(document["totals"]["tax"], *currency),
                     amount_of(document["totals"]["gross"], *currency)});
                post(document["entries"], *currency);
            }
        // The bank is to pay what was neither paid nor failed before the period ended.
        if (type == "refund-instructed")
            orders_.insert_or_assign(payload["refund"], amount_of(payload["amount"], *currency));
        if (type == "refund-paid" || type == "refund-failed") orders_.erase(payload["refund"]);
        if (type == "make-good-given")
            gross("make-good", payload["make_good"].contains("amount")
                                   ? amount_of(payload["make_good"]["amount"], *currency)
                                   : Money::zero(*currency));
        if (payload.contains("entries")) post(payload["entries"], *currency);
    }
    void post(const std::vector<Entry>& entries) {
        for (const Entry& entry : entries) post(entry.debit_name.text(), entry.credit_name.text(), entry.amount);
    }
    void tell(BatchContent& content) {
        for (const auto& [refund, amount] : orders_) gross("refund", amount);
        for (const auto& [key, total] : totals_) content.totals.push_back(total);
        for (const auto& [key, total] : accounts_) content.accounts.push_back(total);
    }

  private:
    void add(const std::string& kind, const Totals& totals) {
        const std::string code(totals.gross.currency().code());
        const Money zero = Money::zero(totals.gross.currency());
        const auto [at, is_new] = totals_.try_emplace({kind, code}, ControlTotal{kind, 0, {zero, zero, zero}});
        ++at->second.count;
        at->second.totals.net += totals.net;
        at->second.totals.tax += totals.tax;
        at->second.totals.gross += totals.gross;
    }
    void gross(const std::string& kind, const Money& amount) {
        const Money zero = Money::zero(amount.currency());
        add(kind, {zero, zero, amount});
    }
    void post(const Json& entries, Currency currency) {
        for (const Json& entry : entries)
            if (entry["origin"] == "makegood")
                post(entry["debit_name"], entry["credit_name"], amount_of(entry["amount"], currency));
    }
    void post(const std::string& debit, const std::string& credit, const Money& amount) {
        side(debit, amount).debit += amount;
        side(credit, amount).credit += amount;
    }
    AccountTotal& side(const std::string& name, const Money& amount) {
        const Money zero = Money::zero(amount.currency());
        const std::string code(amount.currency().code());
        return accounts_.try_emplace({name, code}, AccountTotal{AccountName(name), zero, zero}).first->second;
    }

    std::map<std::string, Money> orders_;  ///< by refund
    std::map<std::pair<std::string, std::string>, ControlTotal> totals_{};
    std::map<std::pair<std::string, std::string>, AccountTotal> accounts_{};
};

std::string hex(const Sha256& hash) {
    return vault::to_hex(hash);
}

}  // namespace

Actor actor(const std::string& name) {
    if (name == "Ada") return {name, Role::president, {}};
    if (name == "Olga") return {name, Role::office, {}};
    if (name == "makegood") return {name, Role::system, {}};
    return {name, name == "link" ? Role::integration : Role::finance, {}};
}

House::House(bool accrues) {
    options_.path = folder_.path();
    options_.synchronous = sqlite::Synchronous::normal;  // no power is cut here
    Company company = contract::company();
    company.accrues = accrues;
    auto opened = sqlite::SqliteStore::open(options_, crypto_, clock, company);
    if (!opened) throw std::runtime_error(opened.error());
    store_ = std::move(opened).value();
}

std::optional<RefusalReason> House::submit(const std::string& who, std::variant<Command, ExportCommand> command,
                                           std::vector<Journaled>* events) {
    std::promise<Completed> done;
    std::optional<RefusalReason> refusal;
    Submission submission{std::move(command), actor(who), {}, {}, [&](const Outcome& outcome) {
                              if (outcome.refusal) refusal = outcome.refusal->reason;
                              if (events) events->assign(outcome.events.begin(), outcome.events.end());
                              return Answer{201, {}, {}, {}};
                          }};
    store_->submit(std::move(submission), [&](Completed completed) { done.set_value(std::move(completed)); });
    const Completed completed = done.get_future().get();
    if (completed.status != SubmissionStatus::done) throw std::runtime_error("the store gave up: " + completed.detail);
    return refusal;
}

std::vector<Journaled> House::must(const std::string& who, const Command& command) {
    std::vector<Journaled> events;
    clock.advance(std::chrono::minutes(7));
    if (const auto refusal = submit(who, command, &events))
        throw std::runtime_error("refused: " + std::string(to_text(*refusal)));
    return events;
}

std::optional<RefusalReason> House::ask(const std::string& who, const Command& command) {
    return submit(who, command, nullptr);
}

std::optional<RefusalReason> House::ask(const std::string& who, const ExportCommand& command) {
    return submit(who, command, nullptr);
}

InvoiceStream House::invoice(const std::string& number) {
    InvoiceStream stream;
    contract::read(*store_, [&](Reader& reader) { stream = reader.invoice(InvoiceNumber(number)).value(); });
    return stream;
}

ClaimId House::claim(const std::string& number) {
    return invoice(number).claims.back().id;
}

std::string House::honour(const std::string& number, const Saying& saying, std::optional<SettlementKind> wish) {
    must("Olga", Invoke{InvoiceNumber(number), saying, wish, Contact{Personal("+44 1225 496 000"), {}, {}}});
    for (const Journaled& journaled : must("Ada", Approve{claim(number)}))
        if (const auto* recorded = std::get_if<RefundRecorded>(&journaled.recorded.event))
            return recorded->refund.text();
    return {};
}

void House::pay(const std::string& number, const std::string& id, const std::string& amount) {
    Payment payment{PaymentId(id), *Date::from_civil(2026, 3, 1), given::money(amount)};
    payment.from = BankAccount{Personal("GB33BUKB20201555555555"), Personal("Quarry Ltd"), {}};
    must("makegood", RecordPayment{InvoiceNumber(number), payment});
}

BatchContent House::content() {
    const std::int64_t today = clock.now().unix_ms() / ms_per_day;
    BatchContent content{0, Date::from_unix_days(static_cast<std::int32_t>(today - 1)), 0, 0, {}, {}, {}, {}, {}, {}};
    contract::read(*store_, [&](Reader& reader) {
        const ExportLog log = reader.exports();
        content.number = log.batches.size() + 1;
        content.after_sequence = log.sealed_to();
        content.last_sequence = reader.last_before(Instant(today * ms_per_day));
        content.configuration = "configuration-1";
        Counter counter;
        std::map<std::string, std::string> currencies;
        for (const JournalRow& row : reader.journal(0, content.last_sequence)) {
            const Json envelope = Json::parse(row.envelope);
            const std::string stream = envelope["stream"];
            if (envelope["type"] == "invoice-recorded") currencies[stream] = envelope["payload"]["currency"];
            if (row.sequence == content.last_sequence) content.last_hash = hex(row.hash);
            if (row.sequence > content.after_sequence && envelope["type"] != "batch-sealed")
                counter.count(envelope, currencies[stream]);
        }
        for (const auto& [sequence, id] : reader.claims_open_at(content.last_sequence, 0, 1'000)) {
            const auto number = reader.invoice_of(id)->books->invoice->number;
            const InvoiceStream then = *reader.invoice_as_of(number, content.last_sequence);
            const Claim& claim = *then.find(id);
            const auto credit = plan_of(*then.books, claim).credit;
            if (credit && !claim.worths().empty())
                content.liabilities.push_back({id, claim.number, number, credit->totals.net, credit->totals.tax});
        }
        const auto accrual = entries_for_accrual(contract::company().chart, content.liabilities);
        counter.post(accrual);
        for (const JournalRow& row : reader.journal(0, 1'000'000)) {  // of the batch before, what undoes it
            const Json envelope = Json::parse(row.envelope);
            if (envelope["type"] != "batch-sealed" ||
                envelope["payload"]["number"] != std::to_string(content.number - 1))
                continue;
            for (const Json& entry : envelope["payload"]["reversal"])
                counter.post({Entry{Account::refund_liability, Account::guarantee_accruals,
                                    AccountName(entry["debit_name"].get<std::string>()),
                                    AccountName(entry["credit_name"].get<std::string>()),
                                    amount_of(entry["amount"], *Currency::find(entry["currency"].get<std::string>())),
                                    Origin::makegood}});
        }
        counter.tell(content);
    });
    return content;
}

bool House::close() {
    return !ask("Fay", ExportCommand(SealBatch{content()}));
}

}  // namespace makegood::verify
