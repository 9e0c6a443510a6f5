#include "adapters/export/adjustments.hpp"

#include <algorithm>
#include <map>

#include "adapters/codec/adjustment_json.hpp"
#include "adapters/export/plain_csv.hpp"
#include "adapters/export/whole_file.hpp"

namespace makegood::exports {

namespace {

constexpr std::size_t page_rows = 1000;

/// Turns documents into the bytes of one format.
class Rows {
  public:
    explicit Rows(Format format) {
        if (format == Format::csv) csv_.emplace(bytes_);
    }

    void add(const AdjustmentGlance& document) { csv_->add(document); }
    void add(const Adjustment& adjustment) {
        codec::JsonWriter json(bytes_);
        codec::write_adjustment(json, adjustment);
        bytes_ += '\n';
    }

    /// What was added since the last time.
    void move_to(WholeFile& file) {
        file.write(bytes_);
        bytes_.clear();
    }

  private:
    std::string bytes_;
    std::optional<PlainCsv> csv_;
};

template <class Document>
void add_up(std::map<Currency, CurrencyTotals>& sums, const Document& adjustment) {
    const Money zero = Money::zero(adjustment.totals.net.currency());
    CurrencyTotals& sum = sums.try_emplace(zero.currency(), CurrencyTotals{0, {zero, zero, zero}, zero}).first->second;
    const bool down = adjustment.type == DocumentType::credit_note;
    const auto add = [&](Money& to, const Money& amount) { to += down ? amount : -amount; };
    ++sum.documents;
    add(sum.totals.net, adjustment.totals.net);
    add(sum.totals.tax, adjustment.totals.tax);
    add(sum.totals.gross, adjustment.totals.gross);
    add(sum.rounding, adjustment.rounding);
}

/// Why the sums are not those of the books; nothing when they are.
std::optional<std::string> untied(const std::map<Currency, CurrencyTotals>& sums, Reader& reader,
                                  const std::vector<AccountName>& allowances) {
    std::map<Currency, Money> books;
    for (const TrialBalanceRow& row : reader.trial_balance()) {
        if (std::find(allowances.begin(), allowances.end(), row.account) == allowances.end()) continue;
        const Money balance = row.debit - row.credit;
        const auto [at, is_new] = books.emplace(balance.currency(), balance);
        if (!is_new) at->second += balance;
    }
    for (const auto& [currency, sum] : sums) {
        const auto found = books.find(currency);
        const Money booked = found == books.end() ? Money::zero(currency) : found->second;
        if (booked != sum.totals.net)
            return "the documents come to " + to_text(sum.totals.net) + " " + std::string(currency.code()) +
                   " net, the account \"" + allowances.front().text() + "\" to " + to_text(booked) +
                   "; no file was written. Run makegood journal verify.";
    }
    for (const auto& [currency, booked] : books)
        if (!sums.contains(currency) && !booked.is_zero())
            return "the account \"" + allowances.front().text() + "\" has " + to_text(booked) + " " +
                   std::string(currency.code()) +
                   ", but no document; no file was written. Run makegood journal verify.";
    return std::nullopt;
}

const AdjustmentGlance& document_of(const AdjustmentRow& row) {
    return row.document;
}
const Adjustment& document_of(const Journaled& row) {
    return *document_in(row.recorded.event);
}
std::uint64_t sequence_of(const AdjustmentRow& row) {
    return row.sequence;
}
std::uint64_t sequence_of(const Journaled& row) {
    return row.sequence;
}

}  // namespace

Result<ExportReport, std::string> export_adjustments(Reader& reader, const std::vector<AccountName>& allowances,
                                                     Format format, const std::filesystem::path& out,
                                                     const std::function<void(std::uint64_t)>& progress) {
    WholeFile file(out);
    Rows rows(format);
    std::map<Currency, CurrencyTotals> sums;
    std::uint64_t documents = 0;
    const auto write = [&](const auto& fetch) {
        for (std::uint64_t after = 0;;) {
            const auto page = fetch(after);
            for (const auto& row : page) {
                rows.add(document_of(row));
                add_up(sums, document_of(row));
            }
            rows.move_to(file);
            documents += page.size();
            progress(documents);
            if (page.size() < page_rows) return;
            after = sequence_of(page.back());
        }
    };
    // A row of our CSV is in the table as it is; JSON has the lines too, which are in the event.
    if (format == Format::csv)
        write([&](std::uint64_t after) { return reader.adjustment_rows(after, page_rows); });
    else
        write([&](std::uint64_t after) { return reader.adjustments(after, page_rows); });
    rows.move_to(file);
    if (auto reason = untied(sums, reader, allowances)) return Failure{*std::move(reason)};
    if (auto error = file.commit()) return Failure{*std::move(error)};
    ExportReport report;
    for (const auto& [currency, sum] : sums) report.currencies.push_back(sum);
    return report;
}

}  // namespace makegood::exports
