#include "adapters/app/finance_office.hpp"

#include <algorithm>

#include "adapters/app/batch_closing.hpp"
#include "adapters/app/letters.hpp"
#include "adapters/sqlite/archive.hpp"
#include "adapters/ubl/document.hpp"
#include "adapters/vault/vault.hpp"

namespace makegood::app {

namespace {

Findings in_words(const std::string& why) {
    return {{"", why, "a document that can be written"}};
}

/// Keeps the one file that is asked for, or the only one, and lists all as sha256sum writes it.
class PickingReceiver : public FileReceiver {
  public:
    explicit PickingReceiver(std::string_view wanted) : wanted_(wanted) {}
    void begin(const std::string& name) override {
        is_wanted_ = wanted_.empty() ? names_.empty() : name == wanted_;
        if (is_wanted_) picked_ = http::BatchFile{name, {}};
        names_.push_back(name);
        hasher_ = std::make_unique<vault::Hasher>();
    }
    void take(std::string_view bytes) override {
        hasher_->add(bytes);
        if (is_wanted_) picked_->bytes += bytes;
    }
    void end() override { list_ += vault::to_hex(hasher_->finish()) + "  " + names_.back() + "\n"; }

    [[nodiscard]] Result<http::BatchFile, Findings> done(std::string_view format) {
        if (wanted_.empty() && names_.size() != 1) return http::BatchFile{std::string(format) + ".sha256", list_};
        if (picked_) return *std::move(picked_);
        return Failure{Findings{{"/file", "\"" + std::string(wanted_) + "\"", accepted()}}};
    }

  private:
    [[nodiscard]] std::string accepted() const {
        constexpr std::size_t names_max = 20;
        if (names_.empty()) return "none: the batch has nothing in this format";
        std::string accepted = "one of the files of the format: ";
        for (std::size_t i = 0; i < std::min(names_.size(), names_max); ++i)
            accepted += (i == 0 ? "" : ", ") + names_[i];
        if (names_.size() > names_max)
            accepted +=
                " and " + std::to_string(names_.size() - names_max) + " more, as the format without a file lists";
        return accepted;
    }

    std::string_view wanted_;
    bool is_wanted_ = false;
    std::vector<std::string> names_;
    std::unique_ptr<vault::Hasher> hasher_;
    std::string list_;
    std::optional<http::BatchFile> picked_;
};

}  // namespace

bool FinanceOffice::has_account(const AccountName& name) const {
    return std::any_of(accounts.begin(), accounts.end(), [&](Account account) {
        const std::vector<AccountName> names = premises_.company.chart.names_of(account);
        return std::find(names.begin(), names.end(), name) != names.end();
    });
}

Date FinanceOffice::today() const {
    return premises_.company.zone.date_at(clock_.now());
}

/// Calls `use` with the configuration of a day.
template <class Use>
Result<std::string, Findings> FinanceOffice::by_configuration(const OfItsDay& content, Use use) const {
    if (!content) return use(premises_.configuration);
    const auto of_its_day = config::from_content(*content);
    if (of_its_day) return use(*of_its_day);
    Findings findings;
    for (const config::FileFinding& found : of_its_day.error()) findings.push_back(found.finding);
    return Failure{std::move(findings)};
}

Result<std::string, Findings> FinanceOffice::paper(const InvoiceStream& stream, const Adjustment& adjustment,
                                                   http::PaperKind kind, const OfItsDay& content) const {
    return by_configuration(content, [&](const config::Configuration& of) -> Result<std::string, Findings> {
        if (kind == http::PaperKind::pdf) {
            auto pdf = letter_of(stream, adjustment, of, premises_.company.zone);
            if (!pdf) return Failure{in_words(pdf.error())};
            return *std::move(pdf);
        }
        if (!of.seller)
            return Failure{Findings{{"/seller", "no seller.json in the configuration", "one, as documented"}}};
        return ubl::write(adjustment, *stream.books->invoice, *of.seller);
    });
}

Result<std::string, Findings> FinanceOffice::letter(const InvoiceStream& stream, const MakeGood& given,
                                                    const OfItsDay& content) const {
    return by_configuration(content, [&](const config::Configuration& of) -> Result<std::string, Findings> {
        auto pdf = letter_of(stream, given, of);
        if (!pdf) return Failure{in_words(pdf.error())};
        return *std::move(pdf);
    });
}

Result<SealBatch, Refusal> FinanceOffice::prepare_close(Date through, Date today) const {
    auto archive = sqlite::Archive::open(database_, crypto_);
    if (!archive) throw StoreUnavailable(archive.error());
    return app::prepare_close((*archive)->reader(), premises_, through, today, [](const Adjustment&) {});
}

Result<http::BatchFile, Findings> FinanceOffice::batch_file(std::uint64_t number, std::string_view format,
                                                            std::string_view file) const {
    auto archive = sqlite::Archive::open(database_, crypto_);
    if (!archive) throw StoreUnavailable(archive.error());
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
        [&](const std::string&) -> FileReceiver& { return picking; }, [](const Adjustment&) {});
    return picking.done(format);
}

}  // namespace makegood::app
