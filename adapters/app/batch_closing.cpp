#include "adapters/app/batch_closing.hpp"

#include <map>

#include "adapters/app/format_hash.hpp"

namespace makegood::app {

namespace {

constexpr std::size_t page_rows = 1000;

class HashingReceiver : public FileReceiver {
  public:
    void begin(const std::string& name) override { hash_.begin(name); }
    void take(std::string_view bytes) override { hash_.take(bytes); }
    void end() override { hash_.end(); }
    [[nodiscard]] BatchFormat done(const std::string& format) const { return {format, hash_.done(), hash_.bytes()}; }

  private:
    FormatHash hash_;
};

std::string hash_at(Reader& reader, std::uint64_t sequence) {
    if (sequence == 0) return std::string(64, '0');
    const std::vector<JournalRow> row = reader.journal(sequence - 1, 1);
    invariant(row.size() == 1 && row.front().sequence == sequence, "the journal has no hole");
    return vault::to_hex(row.front().hash);
}

/// What an open claim will cost, as it stood at the end of the period.
std::optional<RefundLiability> liability_of(Reader& reader, const ClaimId& id, std::uint64_t last_sequence) {
    const auto now = reader.invoice_of(id);
    invariant(now.has_value(), "a claim of the table has a stream");
    const auto then = reader.invoice_as_of(now->books->invoice->number, last_sequence);
    const Claim* claim = then ? then->find(id) : nullptr;
    if (!claim || claim->worths().empty()) return std::nullopt;
    const MovePlan plan = plan_of(*then->books, *claim);
    if (!plan.credit) return std::nullopt;
    return RefundLiability{id, claim->number, then->books->invoice->number, plan.credit->totals.net,
                           plan.credit->totals.tax};
}

std::vector<RefundLiability> liabilities_at(Reader& reader, std::uint64_t last_sequence) {
    std::vector<RefundLiability> liabilities;
    std::uint64_t after = 0;
    for (;;) {
        const auto page = reader.claims_open_at(last_sequence, after, page_rows);
        for (const auto& [opened, claim] : page)
            if (auto liability = liability_of(reader, claim, last_sequence))
                liabilities.push_back(*std::move(liability));
        if (page.size() < page_rows) return liabilities;
        after = page.back().first;
    }
}

Date day_after(Date day) {
    return Date::from_unix_days(day.unix_days() + 1);
}

/// The accrual of the batch before is undone in this one.
void undo_accrual(BatchScope& scope, const Batch* before) {
    if (!before) return;
    scope.undone = turned_around(before->accrual);
    scope.undone_on = day_after(before->content.through);
}

}  // namespace

BatchScope scope_of(const ExportLog& log, const Batch& batch) {
    const BatchContent& content = batch.content;
    BatchScope scope{content.number,    content.through,     content.after_sequence, content.last_sequence,
                     content.last_hash, content.liabilities, batch.accrual,          {},
                     content.through};
    undo_accrual(scope, log.find(content.number - 1));
    return scope;
}

Result<SealBatch, Refusal> prepare_close(Reader& reader, const Premises& premises, Date through, Date today,
                                         const std::function<void(const Adjustment&)>& seen) {
    const ExportLog log = reader.exports();
    if (auto refusal = refuse_to_close(log, through, today)) return Failure{*std::move(refusal)};
    const Company& company = premises.company;
    const std::uint64_t last = std::max(log.sealed_to(), reader.last_before(company.zone.start_of(day_after(through))));
    std::vector<RefundLiability> liabilities = liabilities_at(reader, last);
    std::vector<Entry> accrual;
    if (company.accrues) accrual = entries_for_accrual(company.chart, liabilities);
    BatchScope scope{
        log.batches.size() + 1, through, log.sealed_to(), last, hash_at(reader, last), std::move(liabilities),
        std::move(accrual),     {},      through};
    undo_accrual(scope, log.batches.empty() ? nullptr : &log.batches.back());

    std::map<std::string, HashingReceiver> receivers;
    const std::vector<std::string> formats = batch_format_names(premises.configuration);
    write_batch(
        reader, scope, premises.configuration, formats,
        [&](const std::string& format) -> FileReceiver& { return receivers[format]; }, seen);
    BatchControl control = control_of(reader, scope);
    SealBatch seal{{scope.number,
                    scope.through,
                    scope.after_sequence,
                    scope.last_sequence,
                    scope.last_hash,
                    company.configuration,
                    std::move(control.totals),
                    std::move(control.accounts),
                    {},
                    std::move(scope.liabilities)}};
    for (const std::string& format : formats) seal.content.formats.push_back(receivers[format].done(format));
    return seal;
}

Result<config::Configuration, std::string> configuration_of(Reader& reader, const Batch& batch) {
    const auto content = reader.configuration(batch.content.configuration);
    if (!content) return Failure{"the journal does not hold the configuration " + batch.content.configuration};
    auto configuration = config::from_content(*content);
    if (configuration) {
        const std::vector<std::string> objections = objections_to_layouts(*configuration);
        if (objections.empty()) return *std::move(configuration);
        return Failure{"the configuration of then is not one for this program: " + objections.front()};
    }
    return Failure{"the configuration of then is not one for this program: " +
                   config::in_words(configuration.error().front())};
}

}  // namespace makegood::app
