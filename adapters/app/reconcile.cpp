#include <fstream>
#include <iostream>
#include <sstream>

#include "adapters/app/batch_formats.hpp"
#include "adapters/app/command_line.hpp"
#include "adapters/app/commands.hpp"
#include "adapters/app/premises.hpp"
#include "adapters/export/reconciliation_report.hpp"
#include "adapters/sqlite/archive.hpp"

namespace makegood::app {

namespace {

int fail_all(const std::string& file, const Findings& findings) {
    for (const Finding& finding : findings)
        fail(file + (finding.pointer.empty() ? "" : " at " + finding.pointer) + ": found " + finding.found +
             "; accepted: " + finding.expected);
    return exit_failed;
}

/// Every document that a batch handed over.
void tell_issued(Reader& reader, exports::Reconciliation& reconciliation) {
    for (const Batch& batch : reader.exports().batches)
        for_each_document(
            reader, batch.content.after_sequence, batch.content.last_sequence, [&](const AdjustmentGlance& document) {
                reconciliation.issued(
                    {document.number, document.type, document.issued_on, document.totals, batch.content.number});
            });
}

}  // namespace

int run_reconcile(const ReconcileOptions& options) {
    exports::BookedMapping mapping = exports::BookedMapping::plain();
    if (!options.mapping.empty()) {
        std::ifstream stream(options.mapping, std::ios::binary);
        std::ostringstream bytes;
        bytes << stream.rdbuf();
        if (!stream) return fail(options.mapping + " cannot be read; accepted: a mapping, see config/export/README.md");
        auto read = exports::read_booked_mapping(bytes.str());
        if (!read) return fail_all(options.mapping, read.error());
        mapping = *std::move(read);
    }
    std::ifstream booked(options.against, std::ios::binary);
    if (!booked) return fail(options.against + " cannot be read; accepted: a CSV file of what was booked");
    vault::Vault vault;
    auto archive = sqlite::Archive::open(options.database, vault);
    if (!archive) return fail(archive.error());
    exports::Reconciliation reconciliation(std::move(mapping));
    tell_issued((*archive)->reader(), reconciliation);
    if (const Findings findings = reconciliation.booked(booked); !findings.empty())
        return fail_all(options.against, findings);
    const exports::ReconciliationReport report = std::move(reconciliation).report();
    std::cout << (options.format == "json" ? exports::to_json(report) + "\n" : exports::to_words(report));
    return report.ties() ? exit_done : exit_findings;
}

}  // namespace makegood::app
