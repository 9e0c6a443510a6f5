#include "adapters/app/finance_office.hpp"

#include <algorithm>

#include "adapters/app/batch_closing.hpp"
#include "adapters/app/letters.hpp"
#include "adapters/sqlite/archive.hpp"
#include "adapters/ubl/document.hpp"

namespace makegood::app {

namespace {

Findings in_words(const std::string& why) {
    return {{"", why, "a document that can be written"}};
}

/// Keeps the one file that is asked for, or the first; notes the names of all.
class PickingReceiver : public FileReceiver {
  public:
    explicit PickingReceiver(std::string_view wanted) : wanted_(wanted) {}
    void begin(const std::string& name) override {
        is_wanted_ = wanted_.empty() ? names_.empty() : name == wanted_;
        names_.push_back(name);
    }
    void take(std::string_view bytes) override {
        if (!is_wanted_) return;
        if (!picked_) picked_.emplace();
        *picked_ += bytes;
    }
    void end() override {
        if (is_wanted_ && !picked_) picked_.emplace();
    }

    [[nodiscard]] Result<std::string, Findings> done(std::string_view format) const {
        const bool is_one = wanted_.empty() && names_.size() > 1;
        if (picked_ && !is_one) return *picked_;
        std::string accepted;
        for (const std::string& name : names_) accepted += (accepted.empty() ? "" : ", ") + name;
        return Failure{Findings{{"/file", wanted_.empty() ? "no file named" : "\"" + std::string(wanted_) + "\"",
                                 names_.empty() ? "none: the batch has nothing in the format " + std::string(format)
                                                : "one of the files of the format: " + accepted}}};
    }

  private:
    std::string_view wanted_;
    bool is_wanted_ = false;
    std::vector<std::string> names_;
    std::optional<std::string> picked_;
};

}  // namespace

Date FinanceOffice::today() const {
    return premises_.company.zone.date_at(clock_.now());
}

Result<std::string, Findings> FinanceOffice::paper(const InvoiceStream& stream, const Adjustment& adjustment,
                                                   http::PaperKind kind) const {
    if (kind == http::PaperKind::pdf) {
        auto pdf = letter_of(stream, adjustment, premises_);
        if (!pdf) return Failure{in_words(pdf.error())};
        return *std::move(pdf);
    }
    const auto& seller = premises_.configuration.seller;
    if (!seller) return Failure{Findings{{"/seller", "no seller.json in the configuration", "one, as documented"}}};
    return ubl::write(adjustment, *stream.books->invoice, *seller);
}

Result<std::string, Findings> FinanceOffice::letter(const InvoiceStream& stream, const MakeGood& given) const {
    auto pdf = letter_of(stream, given, premises_);
    if (!pdf) return Failure{in_words(pdf.error())};
    return *std::move(pdf);
}

Result<SealBatch, Refusal> FinanceOffice::prepare_close(Date through, Date today) const {
    auto archive = sqlite::Archive::open(database_, crypto_);
    if (!archive) return Failure{Refusal{RefusalReason::not_understood, in_words(archive.error())}};
    return app::prepare_close((*archive)->reader(), premises_, through, today, [](std::uint64_t) {});
}

Result<std::string, Findings> FinanceOffice::batch_file(std::uint64_t number, std::string_view format,
                                                        std::string_view file) const {
    auto archive = sqlite::Archive::open(database_, crypto_);
    if (!archive) return Failure{in_words(archive.error())};
    Reader& reader = (*archive)->reader();
    const ExportLog log = reader.exports();
    const Batch* batch = log.find(number);
    if (!batch) return Failure{Findings{{"", "batch " + std::to_string(number), "the number of a sealed batch"}}};
    const auto configuration = configuration_of(reader, *batch);
    if (!configuration) return Failure{in_words(configuration.error())};
    const std::string wanted(format);
    const auto& formats = batch->content.formats;
    if (std::none_of(formats.begin(), formats.end(),
                     [&](const BatchFormat& known) { return known.format == wanted; })) {
        std::string accepted;
        for (const BatchFormat& known : formats) accepted += (accepted.empty() ? "" : ", ") + known.format;
        return Failure{Findings{{"/format", "\"" + wanted + "\"", "one of " + accepted}}};
    }
    PickingReceiver picking(file);
    write_batch(
        reader, scope_of(log, *batch), *configuration, {wanted},
        [&](const std::string&) -> FileReceiver& { return picking; }, [](std::uint64_t) {});
    return picking.done(format);
}

}  // namespace makegood::app
