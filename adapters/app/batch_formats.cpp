#include "adapters/app/batch_formats.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include "adapters/app/batch_entries.hpp"
#include "adapters/app/batch_refunds.hpp"
#include "adapters/app/journal_range.hpp"
#include "adapters/codec/adjustment_json.hpp"
#include "adapters/codec/csv_writer.hpp"
#include "adapters/export/layout_writer.hpp"
#include "adapters/export/plain_csv.hpp"
#include "adapters/ubl/document.hpp"

namespace makegood::app {

namespace {

constexpr std::size_t page_rows = 1000;
constexpr std::array<std::string_view, 10> own_formats = {"csv",       "jsonl", "entries", "hledger",    "ledger",
                                                          "beancount", "ubl",   "pain001", "make-goods", "liabilities"};
constexpr std::string_view refused_ending = "-refused.csv";

/// What could not be written, and why: a file of its own, made only when there is something to say.
class Refused {
  public:
    explicit Refused(const std::string& format) : name_(format + std::string(refused_ending)), csv_(bytes_) {}

    void add(const Adjustment& adjustment, const Findings& findings) {
        if (bytes_.empty()) {
            for (std::string_view title : {"number", "where", "found", "accepted"}) csv_.text(title);
            csv_.row_end();
        }
        for (const Finding& finding : findings) {
            csv_.text(adjustment.number.text()).text(finding.pointer).text(finding.found).text(finding.expected);
            csv_.row_end();
        }
    }
    void write(FileReceiver& receiver) const {
        if (bytes_.empty()) return;
        receiver.begin(name_);
        receiver.take(bytes_);
        receiver.end();
    }

  private:
    std::string name_;
    std::string bytes_;
    codec::CsvWriter csv_;
};

/// The number, with what has a meaning in a path replaced: a series may have any prefix.
std::string file_name_of(const AdjustmentNumber& number) {
    std::string name = number.text();
    std::replace(name.begin(), name.end(), '/', '_');
    if (name.starts_with('.')) name.front() = '_';
    return name;
}

/// One format of the documents.
class DocumentFormat {
  public:
    virtual ~DocumentFormat() = default;
    virtual void add(const Adjustment& adjustment, const InvoiceDraft& invoice) = 0;
    virtual void finish() = 0;
};

class JsonDocuments : public DocumentFormat {
  public:
    explicit JsonDocuments(FileReceiver& receiver) : receiver_(receiver) { receiver_.begin("adjustments.jsonl"); }
    void add(const Adjustment& adjustment, const InvoiceDraft&) override {
        std::string bytes;
        codec::JsonWriter json(bytes);
        codec::write_adjustment(json, adjustment);
        bytes += '\n';
        receiver_.take(bytes);
    }
    void finish() override { receiver_.end(); }

  private:
    FileReceiver& receiver_;
};

class UblDocuments : public DocumentFormat {
  public:
    UblDocuments(FileReceiver& receiver, const std::optional<Seller>& seller)
        : receiver_(receiver), seller_(seller), refused_("ubl") {}
    void add(const Adjustment& adjustment, const InvoiceDraft& invoice) override {
        if (!seller_)
            return refused_.add(adjustment, {{"/seller", "no seller.json in the configuration", "one, as documented"}});
        const auto xml = ubl::write(adjustment, invoice, *seller_);
        if (!xml) return refused_.add(adjustment, xml.error());
        receiver_.begin(file_name_of(adjustment.number) + ".xml");
        receiver_.take(*xml);
        receiver_.end();
    }
    void finish() override { refused_.write(receiver_); }

  private:
    FileReceiver& receiver_;
    const std::optional<Seller>& seller_;
    Refused refused_;
};

class LayoutDocuments : public DocumentFormat {
  public:
    LayoutDocuments(FileReceiver& receiver, const std::string& name, const std::string& json, const Chart& chart,
                    std::uint64_t batch)
        : receiver_(receiver),
          layout_(exports::read_layout(json)),
          accounts_{[&chart](const ServiceName& service) -> const AccountName& { return chart.allowances_of(service); },
                    chart.name(Account::output_tax), chart.name(Account::rounding)},
          batch_(batch),
          refused_(name) {
        receiver_.begin(name + ".csv");
        invariant(layout_.has_value(), "a layout was read when the configuration loaded");
        writer_.emplace(*layout_, accounts_, [this](std::string_view bytes) { receiver_.take(bytes); });
    }
    void add(const Adjustment& adjustment, const InvoiceDraft& invoice) override {
        if (!layout_->takes(adjustment.type)) return;
        const Findings findings = writer_->add({adjustment, invoice, batch_});
        if (!findings.empty()) refused_.add(adjustment, findings);
    }
    void finish() override {
        receiver_.end();
        refused_.write(receiver_);
    }

  private:
    FileReceiver& receiver_;
    Result<exports::Layout, Findings> layout_;
    exports::AccountNames accounts_;
    std::uint64_t batch_;
    Refused refused_;
    std::optional<exports::LayoutWriter> writer_;
};

std::unique_ptr<DocumentFormat> document_format(const std::string& format, FileReceiver& receiver,
                                                const config::Configuration& configuration, std::uint64_t batch) {
    if (format == "jsonl") return std::make_unique<JsonDocuments>(receiver);
    if (format == "ubl") return std::make_unique<UblDocuments>(receiver, configuration.seller);
    const auto layout = configuration.layouts.find(format);
    if (layout == configuration.layouts.end()) return nullptr;
    return std::make_unique<LayoutDocuments>(receiver, format, layout->second, configuration.chart, batch);
}

/// Each document of ours in a range of the journal, oldest first.
void for_each_adjustment(Reader& reader, std::uint64_t after, std::uint64_t last,
                         const std::function<void(const Adjustment&)>& use) {
    for_each_row(
        after, last, page_rows, [&](std::uint64_t from, std::size_t limit) { return reader.adjustments(from, limit); },
        [&](const Journaled& row) { use(*document_in(row.recorded.event)); });
}

void write_csv(Reader& reader, const BatchScope& scope, FileReceiver& receiver) {
    receiver.begin("adjustments.csv");
    std::string bytes;
    exports::PlainCsv csv(bytes);
    for_each_document(reader, scope.after_sequence, scope.last_sequence, [&](const AdjustmentGlance& document) {
        csv.add(document);
        receiver.take(bytes);
        bytes.clear();
    });
    receiver.take(bytes);
    receiver.end();
}

/// Documents with their invoices, into all of the formats that need them.
void write_documents(Reader& reader, const BatchScope& scope,
                     const std::vector<std::unique_ptr<DocumentFormat>>& formats,
                     const std::function<void(const Adjustment&)>& seen) {
    for_each_adjustment(reader, scope.after_sequence, scope.last_sequence, [&](const Adjustment& adjustment) {
        const auto invoice = reader.invoice_as_recorded(adjustment.invoice);
        for (const auto& format : formats) format->add(adjustment, *invoice);
        seen(adjustment);
    });
    for (const auto& format : formats) format->finish();
}

/// What was given beyond the price: documents of ours, too, with numbers of their own. An apology comes to nothing.
void write_make_goods(Reader& reader, const BatchScope& scope, FileReceiver& receiver) {
    std::string bytes;
    codec::CsvWriter csv(bytes);
    for (std::string_view title : {"number", "kind", "issued_on", "invoice", "claim", "currency", "amount",
                                   "tax_category", "tax_rate", "tax_base", "tax"})
        csv.text(title);
    csv.row_end();
    for_each_make_good(reader, scope, [&](const MakeGood& given) {
        const Money amount =
            given.amount ? *given.amount : Money::zero(reader.invoice_as_recorded(given.invoice)->currency);
        csv.text(given.number.text())
            .text(to_text(given.kind))
            .text(to_text(given.issued_on))
            .text(given.invoice.text())
            .text(to_text(given.claim))
            .text(amount.currency().code())
            .number(to_text(amount));
        if (given.tax)
            csv.text(given.tax->key.category)
                .number(to_shortest_text(given.tax->key.rate_or_zero()))
                .number(to_text(given.tax->base))
                .number(to_text(given.tax->amount));
        else
            csv.text("").text("").text("").text("");
        csv.row_end();
    });
    receiver.begin("make-goods.csv");
    receiver.take(bytes);
    receiver.end();
}

void write_liabilities(const BatchScope& scope, FileReceiver& receiver) {
    std::string bytes;
    codec::CsvWriter csv(bytes);
    for (std::string_view title : {"claim", "number", "invoice", "currency", "net", "tax", "gross"}) csv.text(title);
    csv.row_end();
    for (const RefundLiability& liability : scope.liabilities) {
        csv.text(to_text(liability.claim))
            .text(liability.number.text())
            .text(liability.invoice.text())
            .text(liability.net.currency().code())
            .number(to_text(liability.net))
            .number(to_text(liability.tax))
            .number(to_text(liability.net + liability.tax));
        csv.row_end();
    }
    receiver.begin("liabilities.csv");
    receiver.take(bytes);
    receiver.end();
}

/// Sums by two keys; what is zero in all respects is left out by never being added.
class ControlSums {
  public:
    void count(const std::string& kind, const Totals& totals) {
        const Currency currency = totals.gross.currency();
        const Money zero = Money::zero(currency);
        ControlTotal& sum =
            totals_.try_emplace({kind, std::string(currency.code())}, ControlTotal{kind, 0, {zero, zero, zero}})
                .first->second;
        ++sum.count;
        sum.totals.net += totals.net;
        sum.totals.tax += totals.tax;
        sum.totals.gross += totals.gross;
    }
    void count(const std::string& kind, const Money& gross) {
        const Money zero = Money::zero(gross.currency());
        count(kind, Totals{zero, zero, gross});
    }
    void post(const AccountName& debit, const AccountName& credit, const Money& amount) {
        side(debit, amount.currency()).debit += amount;
        side(credit, amount.currency()).credit += amount;
    }
    [[nodiscard]] BatchControl done() const {
        BatchControl control;
        for (const auto& [key, total] : totals_) control.totals.push_back(total);
        for (const auto& [key, total] : accounts_) control.accounts.push_back(total);
        return control;
    }

  private:
    AccountTotal& side(const AccountName& account, Currency currency) {
        const Money zero = Money::zero(currency);
        return accounts_.try_emplace({account.text(), std::string(currency.code())}, AccountTotal{account, zero, zero})
            .first->second;
    }
    std::map<std::pair<std::string, std::string>, ControlTotal> totals_;
    std::map<std::pair<std::string, std::string>, AccountTotal> accounts_;
};

}  // namespace

bool is_refused_file(std::string_view name) {
    return name.ends_with(refused_ending);
}

std::vector<std::string> batch_format_names(const config::Configuration& configuration) {
    std::vector<std::string> names(own_formats.begin(), own_formats.end());
    for (const auto& [name, layout] : configuration.layouts) names.push_back(name);
    return names;
}

std::vector<std::string> objections_to_layouts(const config::Configuration& configuration) {
    std::vector<std::string> objections;
    for (const auto& [name, json] : configuration.layouts) {
        const std::string file = "export/" + name + ".json";
        const bool is_taken = std::find(own_formats.begin(), own_formats.end(), name) != own_formats.end() ||
                              name == "all" || is_refused_file(name + ".csv");
        if (is_taken)
            objections.push_back(file + ": found a layout named like something of ours; accepted: another name");
        if (const auto layout = exports::read_layout(json); !layout)
            for (const Finding& finding : layout.error())
                objections.push_back(file + " at " + finding.pointer + ": found " + finding.found +
                                     "; accepted: " + finding.expected);
    }
    return objections;
}

void for_each_document(Reader& reader, std::uint64_t after, std::uint64_t last,
                       const std::function<void(const AdjustmentGlance&)>& use) {
    for_each_row(
        after, last, page_rows,
        [&](std::uint64_t from, std::size_t limit) { return reader.adjustment_rows(from, limit); },
        [&](const AdjustmentRow& row) { use(row.document); });
}

void write_batch(Reader& reader, const BatchScope& scope, const config::Configuration& configuration,
                 const std::vector<std::string>& formats,
                 const std::function<FileReceiver&(const std::string& format)>& receiver_of,
                 const std::function<void(const Adjustment&)>& seen) {
    std::vector<std::unique_ptr<DocumentFormat>> documents;
    std::vector<JournalFormat> journals;
    for (const std::string& format : formats) {
        FileReceiver& receiver = receiver_of(format);
        if (auto writer = document_format(format, receiver, configuration, scope.number))
            documents.push_back(std::move(writer));
        else if (const auto dialect = journal_dialect(format))
            journals.push_back({*dialect, &receiver});
        else if (format == "csv")
            write_csv(reader, scope, receiver);
        else if (format == "entries")
            write_entries_csv(reader, scope, receiver);
        else if (format == "pain001")
            write_refunds(reader, scope, configuration, receiver);
        else if (format == "make-goods")
            write_make_goods(reader, scope, receiver);
        else if (format == "liabilities")
            write_liabilities(scope, receiver);
    }
    if (!journals.empty()) write_journals(reader, scope, configuration, journals);
    if (!documents.empty()) write_documents(reader, scope, documents, seen);
}

BatchControl control_of(Reader& reader, const BatchScope& scope) {
    ControlSums sums;
    for_each_document(reader, scope.after_sequence, scope.last_sequence, [&](const AdjustmentGlance& document) {
        sums.count(std::string(to_text(document.type)), document.totals);
    });
    for_each_make_good(reader, scope, [&](const MakeGood& given) {
        const auto invoice = reader.invoice_as_recorded(given.invoice);
        sums.count("make-good", given.amount.value_or(Money::zero(invoice->currency)));
    });
    for_each_instruction(reader, scope, [&](const InstructionRow& row, const std::string& overtaken) {
        if (overtaken.empty()) sums.count("refund", row.instruction.amount);
    });
    const auto post = [&](const std::vector<Entry>& entries) {
        for (const Entry& entry : entries) sums.post(entry.debit_name, entry.credit_name, entry.amount);
    };
    for_each_entries(reader, scope, [&](const OwnEntriesRow& row) { post(row.entries); });
    post(scope.undone);
    post(scope.accrual);
    return sums.done();
}

}  // namespace makegood::app
