#include <algorithm>
#include <filesystem>
#include <iostream>

#include "adapters/app/batch_closing.hpp"
#include "adapters/app/command_line.hpp"
#include "adapters/app/commands.hpp"
#include "adapters/app/progress.hpp"
#include "adapters/app/store_call.hpp"
#include "adapters/export/whole_file.hpp"
#include "adapters/sqlite/archive.hpp"
#include "adapters/sqlite/store.hpp"

namespace makegood::app {

namespace {

/// Writes files into a folder, each whole or not at all, and hashes them as a batch's are hashed.
class FolderReceiver : public FileReceiver {
  public:
    explicit FolderReceiver(std::filesystem::path folder) : folder_(std::move(folder)) {}

    void begin(const std::string& name) override {
        name_ = name;
        file_ = std::make_unique<exports::WholeFile>(folder_ / name);
        hasher_ = std::make_unique<vault::Hasher>();
    }
    void take(std::string_view bytes) override {
        file_->write(bytes);
        hasher_->add(bytes);
    }
    void end() override {
        if (const auto error = file_->commit(); error && !error_) error_ = *error;
        file_.reset();
        hashes_.emplace_back(vault::to_hex(hasher_->finish()), name_);
    }

    [[nodiscard]] const std::optional<std::string>& error() const { return error_; }
    [[nodiscard]] std::size_t files() const { return hashes_.size(); }
    [[nodiscard]] std::string hash() const {
        if (hashes_.size() == 1) return hashes_.front().first;
        vault::Hasher list;
        for (const auto& [hash, name] : hashes_) list.add(hash + "  " + name + "\n");
        return vault::to_hex(list.finish());
    }

  private:
    std::filesystem::path folder_;
    std::string name_;
    std::unique_ptr<exports::WholeFile> file_;
    std::unique_ptr<vault::Hasher> hasher_;
    std::vector<std::pair<std::string, std::string>> hashes_;  ///< with their names
    std::optional<std::string> error_;
};

void print_batch(const BatchContent& content) {
    std::cout << "batch " << content.number << ", through " << to_text(content.through) << ", events "
              << content.after_sequence + 1 << " to " << content.last_sequence << "\n";
    if (content.totals.empty()) std::cout << "  nothing of ours in it\n";
    for (const ControlTotal& total : content.totals)
        std::cout << "  " << total.count << " " << total.kind << " in " << total.totals.gross.currency().code()
                  << ": net " << to_text(total.totals.net) << ", tax " << to_text(total.totals.tax) << ", gross "
                  << to_text(total.totals.gross) << "\n";
    for (const AccountTotal& total : content.accounts)
        std::cout << "  " << total.account.text() << ": debit " << to_text(total.debit) << ", credit "
                  << to_text(total.credit) << " " << total.debit.currency().code() << "\n";
    if (!content.liabilities.empty())
        std::cout << "  " << content.liabilities.size()
                  << " claims are stated and not adjusted: see the format liabilities\n";
    std::cout << "  checkpoint " << content.last_sequence << " " << content.last_hash << "\n";
}

/// Documents that came later after the customer's statement than the company means them to.
void warn_of_late_documents(Reader& reader, const Premises& premises, const BatchContent& content) {
    std::uint64_t late = 0;
    const int days_max = premises.configuration.settling.issue_within_days;
    for_each_document(reader, content.after_sequence, content.last_sequence,
                      [&](std::uint64_t, const Adjustment& document) {
                          const Date stated_on = premises.company.zone.date_at(document.stated_at);
                          if (document.issued_on.unix_days() - stated_on.unix_days() > days_max) ++late;
                      });
    if (late > 0)
        std::cerr << "makegood: " << late << " documents were issued more than " << days_max
                  << " days after the customer's statement (company.json, issue_within_days)\n";
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
bool is_as_sealed(const Batch& batch, const std::string& format, const FolderReceiver& written) {
    const auto& formats = batch.content.formats;
    const auto sealed =
        std::find_if(formats.begin(), formats.end(), [&](const BatchFormat& known) { return known.format == format; });
    const bool same = sealed->sha256 == written.hash();
    std::cout << format << ": " << written.files() << (written.files() == 1 ? " file" : " files") << ", sha256 "
              << written.hash() << (same ? ", as sealed" : ", but sealed as " + sealed->sha256) << "\n";
    return same;
}

}  // namespace

int run_export_close(const ExportOptions& options) {
    const auto through = parse_date(options.through);
    if (!through) return fail("--through " + options.through + " is no day; accepted: a date as in 2026-03-31");
    vault::Vault vault;
    SystemClock clock;
    const auto premises = load_premises(options.config, vault);
    if (!premises) return exit_failed;
    auto store = sqlite::SqliteStore::open(store_options(options.database, premises->configuration), vault, clock,
                                           premises->company);
    if (!store)
        return fail(store.error() + (store.error().find("writer") == std::string::npos
                                         ? ""
                                         : "; while a server runs, close with POST /v1/exports"));
    auto archive = sqlite::Archive::open(options.database, vault);
    if (!archive) return fail(archive.error());
    Progress progress;
    auto prepared =
        prepare_close((*archive)->reader(), *premises, *through, premises->company.zone.date_at(clock.now()),
                      [&](std::uint64_t documents) { progress.show(std::to_string(documents) + " documents"); });
    if (!prepared) return fail(in_words(prepared.error()));
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
    warn_of_late_documents((*archive)->reader(), *premises, content);
    return exit_done;
}

int run_export_batch(const ExportOptions& options) {
    vault::Vault vault;
    auto archive = sqlite::Archive::open(options.database, vault);
    if (!archive) return fail(archive.error());
    Reader& reader = (*archive)->reader();
    const ExportLog log = reader.exports();
    const Batch* batch = log.find(options.batch);
    if (!batch)
        return fail("batch " + std::to_string(options.batch) + " is not sealed; accepted: 1 to " +
                    std::to_string(log.batches.size()));
    const auto formats = chosen_formats(*batch, options.format);
    if (!formats) return exit_usage;
    const auto configuration = configuration_of(reader, *batch);
    if (!configuration) return fail(configuration.error());

    // All formats together have a folder each, because two of them may call a file the same.
    std::map<std::string, FolderReceiver> receivers;
    for (const std::string& format : *formats) {
        const std::filesystem::path out = options.out;
        const auto folder = make_folder(formats->size() == 1 ? out : out / format);
        if (!folder) return exit_failed;
        receivers.emplace(format, FolderReceiver(*folder));
    }
    Progress progress;
    write_batch(
        reader, scope_of(log, *batch), *configuration, *formats,
        [&](const std::string& format) -> FileReceiver& { return receivers.at(format); },
        [&](std::uint64_t documents) { progress.show(std::to_string(documents) + " documents"); });
    bool all_as_sealed = true;
    for (const auto& [format, receiver] : receivers) {
        if (receiver.error()) return fail(*receiver.error());
        all_as_sealed = is_as_sealed(*batch, format, receiver) && all_as_sealed;
    }
    if (all_as_sealed) return exit_done;
    std::cerr << "makegood: what was written differs from what was sealed: a customer's account was erased since, or "
                 "this is another version of the program\n";
    return exit_findings;
}

}  // namespace makegood::app
