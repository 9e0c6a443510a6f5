#include "tests/contract/desk.hpp"

#include <atomic>

namespace makegood::contract {

namespace {

using std::chrono::hours;

Clock clock_of(hours promise) {
    return *Clock::make(promise, promise / 2);
}

Money euros(const std::string& text) {
    return parse_money(text, *Currency::find("EUR")).value();
}

InvoiceLine line(const std::string& id, const std::string& service, const std::string& net) {
    return {LineId(id), ServiceName(service),        service, *Decimal::parse("1"), {}, *Decimal::parse(net),
            euros(net), {"S", Decimal::parse("20")}, {}};
}

/// The edge's renderer, which also tells the test what it saw.
Answer render(const Outcome& outcome, Reply& seen) {
    seen.events.assign(outcome.events.begin(), outcome.events.end());
    seen.version = outcome.after.version;
    if (outcome.exports) seen.exports = *outcome.exports;
    if (outcome.refusal) {
        seen.refusal = outcome.refusal->reason;
        seen.since = outcome.refusal->since;
        return {422, std::string(to_text(outcome.refusal->reason)), {}, {}};
    }
    std::string body;
    for (const Journaled& journaled : outcome.events) body += std::to_string(journaled.sequence) + " ";
    return {201, body, std::to_string(outcome.after.version), "/somewhere"};
}

Sha256 hash_of(const std::string& body) {
    Sha256 hash{};
    std::copy_n(body.begin(), std::min(body.size(), hash.size()), hash.begin());
    return hash;
}

}  // namespace

Company company() {
    std::vector<GuaranteeVersion> versions;
    versions.push_back({GuaranteeVersionName("2026"),
                        *Date::from_civil(2020, 1, 1),
                        "Pay what you think it was worth.",
                        90,
                        {clock_of(hours(24)), clock_of(hours(48)), clock_of(hours(72)), clock_of(hours(240)),
                         clock_of(hours(480)), clock_of(hours(480)), clock_of(hours(960))}});
    std::array<AccountName, accounts.size()> names;
    for (const Account account : accounts)
        names[static_cast<std::size_t>(account)] = AccountName("account:" + std::string(to_text(account)));
    return {
        Zone::utc(), Guarantee(std::move(versions)), Chart(names), {"CL", "CN", "SI", "RF", "MG"}, "configuration-1"};
}

Actor office() {
    return {"the office", Role::office, {}};
}

Instant monday_morning() {
    return *parse_instant("2026-03-02T09:00:00Z");
}

Invoice invoice(const std::string& number, const std::string& paid) {
    const Currency eur = *Currency::find("EUR");
    InvoiceDraft draft{InvoiceNumber(number),
                       *Date::from_civil(2026, 2, 27),
                       {},
                       eur,
                       {CustomerId("C-7"), "Quarry Ltd", Personal("ada@quarry.example"), {}, {}, {}},
                       {},
                       {},
                       {line("1", "haulage", "100.00"), line("2", "storage", "50.00")},
                       {},
                       {},
                       {{{"S", Decimal::parse("20")}, euros("150.00"), euros("30.00")}},
                       {euros("150.00"), euros("30.00"), euros("180.00")},
                       {},
                       {},
                       euros(paid),
                       {}};
    return Invoice::check(std::move(draft)).value();
}

Saying worth_of_whole(const std::string& gross) {
    Saying saying;
    saying.worth = gross;
    saying.words = Personal("the cellar was flooded");
    return saying;
}

Saying worth_of_line(const std::string& id, const std::string& gross) {
    Saying saying;
    saying.lines = {{LineId(id), gross}};
    return saying;
}

Command record(const std::string& number, const std::string& paid) {
    return RecordInvoice{invoice(number, paid)};
}

Command invoke(const std::string& number, Saying saying) {
    return Invoke{InvoiceNumber(number), std::move(saying), {}, Contact{Personal("+44 1225 496 000"), {}, {}}};
}

Command pay(const std::string& number, const std::string& id, const std::string& amount) {
    Payment payment{PaymentId(id), *Date::from_civil(2026, 3, 1), euros(amount)};
    payment.from = BankAccount{Personal("DE89370400440532013000"), Personal("Ada Quarry"), {}};
    payment.text = Personal("for gravel, with thanks");
    return RecordPayment{InvoiceNumber(number), std::move(payment)};
}

SealBatch seal(const ExportLog& log, Date through, std::uint64_t last_sequence) {
    return {
        {log.batches.size() + 1, through, log.sealed_to(), last_sequence, "hash", "configuration-1", {}, {}, {}, {}}};
}

ClaimId Reply::claim() const {
    for (const Journaled& journaled : events)
        if (const auto claim = claim_of(journaled.recorded.event)) return *claim;
    throw std::logic_error("no event is about a claim");
}

namespace {

std::future<Reply> submit_by(Store& store, Actor actor, std::variant<Command, ExportCommand> command,
                             const std::string& key, const std::string& body, std::optional<std::uint64_t> expected) {
    auto seen = std::make_shared<Reply>();
    auto promise = std::make_shared<std::promise<Reply>>();
    Submission submission{std::move(command), std::move(actor), expected, {}, [seen](const Outcome& outcome) {
                              return render(outcome, *seen);
                          }};
    if (!key.empty()) submission.idempotency = IdempotencyKey{"office", "POST /v1/claims", key, hash_of(body)};
    store.submit(std::move(submission), [seen, promise](Completed completed) {
        seen->completed = std::move(completed);
        promise->set_value(*seen);
    });
    return promise->get_future();
}

}  // namespace

std::future<Reply> submit(Store& store, Command command, const std::string& key, const std::string& body,
                          std::optional<std::uint64_t> expected) {
    return submit_by(store, office(), std::move(command), key, body, expected);
}

Reply submit_as(Store& store, const std::string& name, std::variant<Command, ExportCommand> command,
                const std::string& key, const std::string& body) {
    return submit_by(store, {name, Role::finance, {}}, std::move(command), key, body, {}).get();
}

Reply submit_and_wait(Store& store, Command command, const std::string& key, const std::string& body,
                      std::optional<std::uint64_t> expected) {
    return submit(store, std::move(command), key, body, expected).get();
}

void read(Store& store, const std::function<void(Reader&)>& use) {
    std::promise<std::string> ended;
    store.read(
        [&](Reader& reader) {
            use(reader);
            ended.set_value("");
        },
        [&](std::string_view why) { ended.set_value("failed: " + std::string(why)); });
    const std::string failure = ended.get_future().get();
    if (!failure.empty()) throw std::runtime_error(failure);
}

std::vector<JournalRow> whole_journal(Store& store) {
    std::vector<JournalRow> rows;
    read(store, [&](Reader& reader) { rows = reader.journal(0, 1'000'000); });
    return rows;
}

BusyWriter::BusyWriter(Store& store) {
    static std::atomic<int> serial{0};
    auto busy = std::make_shared<std::promise<void>>();
    auto done = std::make_shared<std::promise<void>>();
    const std::shared_future<void> released = release_.get_future().share();
    done_ = done->get_future();
    Submission submission{record("BUSY-" + std::to_string(++serial)), office(), {}, {}, [=](const Outcome&) {
                              busy->set_value();
                              released.wait();
                              return Answer{201, {}, {}, {}};
                          }};
    store.submit(std::move(submission), [done](const Completed&) { done->set_value(); });
    busy->get_future().wait();
}

void BusyWriter::let_go() {
    if (!has_let_go_) release_.set_value();
    has_let_go_ = true;
}

BusyWriter::~BusyWriter() {
    let_go();
    done_.wait();
}

}  // namespace makegood::contract
