#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>

#include "adapters/app/batch_closing.hpp"
#include "adapters/app/command_line.hpp"
#include "adapters/app/commands.hpp"
#include "adapters/app/folder_receiver.hpp"
#include "adapters/app/open_store.hpp"
#include "adapters/app/progress.hpp"
#include "adapters/app/store_call.hpp"
#include "adapters/sqlite/archive.hpp"
#include "adapters/sqlite/store.hpp"

namespace makegood::app {

namespace {

std::string counted(std::uint64_t count, const std::string& one, const std::string& many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

/// "3 credit notes in GBP: net 90.00, tax 18.00, gross 108.00"; what is no price has no net and no tax.
std::string in_words(const ControlTotal& total) {
    std::string kind = total.kind == "make-good" ? total.kind : total.kind.substr(0, total.kind.find('-'));
    if (kind.size() < total.kind.size()) kind += " " + total.kind.substr(kind.size() + 1);
    const bool is_price = total.kind != "make-good" && total.kind != "refund";
    return counted(total.count, kind, kind + "s") + " in " + std::string(total.totals.gross.currency().code()) + ": " +
           (is_price ? "net " + to_text(total.totals.net) + ", tax " + to_text(total.totals.tax) + ", gross " : "") +
           to_text(total.totals.gross);
}

void print_batch(const BatchContent& content) {
    std::cout << "batch " << content.number << ", through " << to_text(content.through);
    if (content.last_sequence > content.after_sequence)
        std::cout << ", events " << content.after_sequence + 1 << " to " << content.last_sequence;
    std::cout << "\n";
    if (content.totals.empty() && content.accounts.empty()) std::cout << "  nothing of ours in it\n";
    for (const ControlTotal& total : content.totals) std::cout << "  " << in_words(total) << "\n";
    for (const AccountTotal& total : content.accounts)
        std::cout << "  " << total.account.text() << ": debit " << to_text(total.debit) << ", credit "
                  << to_text(total.credit) << " " << total.debit.currency().code() << "\n";
    if (!content.liabilities.empty())
        std::cout << "  " << counted(content.liabilities.size(), "claim is", "claims are")
                  << " stated and not adjusted: see the format liabilities\n";
    std::cout << "  checkpoint " << content.last_sequence << " " << content.last_hash << "\n";
}

/// Documents that came later after the customer's statement than the company means them to. What takes one back, or
/// stands in its place, says nothing of that.
class LateDocuments {
  public:
    explicit LateDocuments(const Premises& premises) : premises_(premises) {}

    void see(const Adjustment& document) {
        if (document.reverses || document.replaces) return;
        const Date stated_on = premises_.company.zone.date_at(document.stated_at);
        const int days = document.issued_on.unix_days() - stated_on.unix_days();
        if (days <= days_max()) return;
        if (++count_ <= named_max)
            named_ += (named_.empty() ? "" : ", ") + document.number.text() + " (" + std::to_string(days) + ")";
    }
    void warn() const {
        if (count_ == 0) return;
        std::cerr << "makegood: " << counted(count_, "document was", "documents were") << " issued more than "
                  << counted(static_cast<std::uint64_t>(days_max()), "day", "days")
                  << " after the customer's statement (company.json, issue_within_days): " << named_
                  << (count_ > named_max ? ", …" : "") << "\n";
    }

  private:
    static constexpr std::uint64_t named_max = 10;
    [[nodiscard]] int days_max() const { return premises_.configuration.settling.issue_within_days; }

    const Premises& premises_;
    std::uint64_t count_ = 0;
    std::string named_;
};

std::string sealed_ones(const ExportLog& log) {
    if (log.batches.empty()) return "none yet: makegood export close seals the first";
    return log.batches.size() == 1 ? "1" : "1 to " + std::to_string(log.batches.size());
}

/// The formats that were asked for, of those that the batch was sealed with.
std::optional<std::vector<std::string>> chosen_formats(const Batch& batch, const std::string& wanted) {
    std::vector<std::string> formats;
    std::string accepted;
    for (const BatchFormat& known : batch.content.formats) {
        if (wanted == "all" || wanted == known.format) formats.push_back(known.format);
        accepted += known.format + ", ";
    }
    if (!formats.empty()) return formats;
    fail("--format " + wanted + " is no format of batch " + std::to_string(batch.content.number) +
         "; accepted: " + accepted + "all");
    return std::nullopt;
}

std::optional<std::filesystem::path> make_folder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (!error && std::filesystem::is_directory(folder, error)) return folder;
    fail(folder.string() + " cannot be made a directory to write into: " +
         (error ? error.message() : std::string("something else stands there")));
    return std::nullopt;
}

/// Whether what was written is what was sealed.
bool is_as_sealed(const Batch& batch, const std::string& format, const FormatHash& written) {
    const auto& formats = batch.content.formats;
    const auto sealed =
        std::find_if(formats.begin(), formats.end(), [&](const BatchFormat& known) { return known.format == format; });
    const bool same = sealed->sha256 == written.done();
    std::cout << format << ": " << counted(written.files(), "file", "files") << ", sha256 " << written.done()
              << (same ? ", as sealed" : ", but sealed as " + sealed->sha256) << "\n";
    return same;
}

/// Tells what was written, and what a person must look at.
int judge(const Batch& batch, const std::map<std::string, FolderReceiver>& receivers) {
    bool all_as_sealed = true;
    for (const auto& [format, receiver] : receivers)
        all_as_sealed = is_as_sealed(batch, format, receiver.hash()) && all_as_sealed;
    bool all_written = true;
    for (const auto& [format, receiver] : receivers)
        for (const std::filesystem::path& refused : receiver.refused()) {
            std::cerr << "makegood: not everything can be said in the format " << format << ": " << refused.string()
                      << " names what is left out, and why\n";
            all_written = false;
        }
    if (!all_as_sealed)
        std::cerr << "makegood: what was written differs from what was sealed: a customer's account was erased since, "
                     "or this is another version of the program\n";
    return all_as_sealed && all_written ? exit_done : exit_findings;
}

std::optional<std::map<std::string, FolderReceiver>> make_receivers(const std::filesystem::path& out,
                                                                    const std::vector<std::string>& formats) {
    // All formats together have a folder each, because two of them may call a file the same.
    std::map<std::string, FolderReceiver> receivers;
    for (const std::string& format : formats) {
        const auto folder = make_folder(formats.size() == 1 ? out : out / format);
        if (!folder) return std::nullopt;
        receivers.emplace(format, FolderReceiver(*folder));
    }
    return receivers;
}

}  // namespace

int run_export_close(const ExportOptions& options) {
    const auto through = parse_date(options.through);
    if (!through) return fail("--through " + options.through + " is no day; accepted: a date as in 2026-03-31");
    vault::Vault vault;
    SystemClock clock;
    const auto premises = load_premises(options.config, vault);
    if (!premises) return exit_failed;
    auto store = open_store(options.database, premises->configuration, premises->company, vault, clock);
    if (!store)
        return fail(store.error() + (store.error().find("writer") == std::string::npos
                                         ? ""
                                         : "; while a server runs, close with POST /v1/exports"));
    auto archive = sqlite::Archive::open(options.database, vault);
    if (!archive) return fail(archive.error());
    Progress progress;
    std::uint64_t documents = 0;
    LateDocuments late(*premises);
    auto prepared = prepare_close((*archive)->reader(), *premises, *through,
                                  premises->company.zone.date_at(clock.now()), [&](const Adjustment& document) {
                                      progress.show(std::to_string(++documents) + " documents");
                                      late.see(document);
                                  });
    progress.clear();
    if (!prepared)
        return fail("nothing is closed through " + options.through +
                    "; accepted: " + told_by(prepared.error(), "a day that is past").expected);
    const BatchContent content = prepared->content;
    Submission submission{ExportCommand(*std::move(prepared)), Actor{"export", Role::system, {}}};
    std::optional<std::string> refused;
    submission.render = [&](const Outcome& outcome) {
        if (outcome.refusal) refused = in_words(*outcome.refusal);
        return Answer{200, {}, {}, {}};
    };
    const Completed completed = submit_and_wait(**store, std::move(submission));
    if (completed.status != SubmissionStatus::done) return fail("the batch was not sealed: " + completed.detail);
    if (refused) return fail(*refused);
    print_batch(content);
    late.warn();
    return exit_done;
}

int run_export_batch(const ExportOptions& options) {
    vault::Vault vault;
    auto archive = sqlite::Archive::open(options.database, vault);
    if (!archive) return fail(archive.error());
    Reader& reader = (*archive)->reader();
    const ExportLog log = reader.exports();
    const Batch* batch = log.find(options.batch);
    if (!batch) return fail("batch " + std::to_string(options.batch) + " is not sealed; accepted: " + sealed_ones(log));
    const auto formats = chosen_formats(*batch, options.format);
    if (!formats) return exit_usage;
    const auto configuration = configuration_of(reader, *batch);
    if (!configuration) return fail(configuration.error());
    auto receivers = make_receivers(options.out, *formats);
    if (!receivers) return exit_failed;
    try {
        Progress progress;
        std::uint64_t documents = 0;
        write_batch(
            reader, scope_of(log, *batch), *configuration, *formats,
            [&](const std::string& format) -> FileReceiver& { return receivers->at(format); },
            [&](const Adjustment&) { progress.show(std::to_string(++documents) + " documents"); });
        for (auto& [format, receiver] : *receivers) receiver.finish();
    } catch (const Unwritable& unwritable) {
        return fail(unwritable.what());
    }
    return judge(*batch, *receivers);
}

}  // namespace makegood::app
