#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>

#include "adapters/app/command_line.hpp"
#include "adapters/app/commands.hpp"
#include "adapters/app/open_store.hpp"
#include "adapters/app/premises.hpp"
#include "adapters/app/store_intake.hpp"
#include "adapters/codec/invoice_json.hpp"
#include "adapters/import/read_files.hpp"
#include "adapters/import/rejects_writer.hpp"
#include "adapters/sqlite/store.hpp"

namespace makegood::app {

namespace {

/// The first rejects are told at once; the others are in the file, or counted.
constexpr std::uint64_t rejects_shown_max = 20;

std::optional<import::Mapping> load_mapping(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    if (!stream) {
        fail(path + " cannot be read; accepted: a mapping file, see config/import/README.md");
        return std::nullopt;
    }
    auto mapping = import::read_mapping(bytes.str());
    if (mapping) return *std::move(mapping);
    for (const Finding& finding : mapping.error())
        fail(path + " at " + finding.pointer + ": found " + finding.found + "; accepted: " + finding.expected);
    return std::nullopt;
}

void show_reject(const import::Source& source, const Findings& findings) {
    for (const Finding& finding : findings) {
        std::cerr << source.file;
        if (source.line > 0) std::cerr << ":" << source.line;
        if (!source.document.empty()) std::cerr << " (" << source.document << ")";
        std::cerr << (finding.pointer.empty() ? "" : " at ") << finding.pointer << ": found " << finding.found
                  << "; accepted: " << finding.expected << "\n";
    }
}

void print_summary(const IntakeCounts& counts, const import::CsvTally& rows) {
    std::cout << "invoices   " << counts.invoices_added << " added, " << counts.invoices_unchanged
              << " unchanged\ncredits    " << counts.credits_added << " added, " << counts.credits_unchanged
              << " unchanged\nrejected   " << counts.rejected << " documents\n";
    if (rows.rows > 0)
        std::cout << "CSV rows   " << rows.rows << " read: " << rows.rows_in_invoices << " in invoices, "
                  << rows.rows_in_rejects << " in rejected documents\n";
}

}  // namespace

int run_import_invoices(const ImportOptions& options) {
    vault::Vault vault;
    SystemClock clock;
    const auto premises = load_premises(options.config, vault);
    if (!premises) return exit_failed;
    std::optional<import::Mapping> mapping;
    if (!options.mapping.empty() && !(mapping = load_mapping(options.mapping))) return exit_failed;
    std::optional<import::RejectsWriter> rejects;
    if (!options.rejects.empty()) {
        auto opened = import::RejectsWriter::open(options.rejects);
        if (!opened) return fail(opened.error());
        rejects.emplace(*std::move(opened));
    }
    auto store = open_store(options.database, premises->configuration, premises->company, vault, clock);
    if (!store) return fail(store.error());

    std::uint64_t shown = 0;
    StoreIntake intake(**store, [&](const import::Source& source, const Findings& findings) {
        if (rejects) rejects->write(source, findings);
        if (++shown <= rejects_shown_max) show_reject(source, findings);
        if (shown == rejects_shown_max + 1)
            std::cerr << "makegood: more rejected documents, " << (rejects ? "in " + options.rejects : "not shown")
                      << "\n";
    });
    const import::CsvTally rows = import::read_files(options.files, mapping ? &*mapping : nullptr, intake);
    const IntakeCounts counts = intake.finish();
    print_summary(counts, rows);
    if (rejects)
        if (auto written = rejects->finish(); !written) return fail(written.error());
    return counts.rejected == 0 ? exit_done : exit_findings;
}

}  // namespace makegood::app
