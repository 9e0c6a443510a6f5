#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>

#include "adapters/app/command_line.hpp"
#include "adapters/app/commands.hpp"
#include "adapters/app/open_store.hpp"
#include "adapters/app/payment_intake.hpp"
#include "adapters/app/premises.hpp"
#include "adapters/import/bank_statement.hpp"
#include "adapters/import/csv_payments.hpp"
#include "adapters/sqlite/archive.hpp"
#include "adapters/sqlite/store.hpp"

namespace makegood::app {

namespace {

/// Nothing when it is no file, or cannot be read.
std::optional<std::string> bytes_of(const std::string& path) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) return std::nullopt;
    std::ifstream stream(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    return stream ? std::optional(std::move(bytes)) : std::nullopt;
}

std::optional<import::PaymentMapping> load_mapping(const std::string& path) {
    if (path.empty()) return import::PaymentMapping::usual();
    const auto json = bytes_of(path);
    if (!json) {
        fail(path + " cannot be read; accepted: a mapping file, see config/import/README.md");
        return std::nullopt;
    }
    auto mapping = import::read_payment_mapping(*json);
    if (mapping) return *std::move(mapping);
    for (const Finding& finding : mapping.error())
        fail(path + " at " + finding.pointer + ": found " + finding.found + "; accepted: " + finding.expected);
    return std::nullopt;
}

/// XML begins with "<", in UTF-16 beside a zero, perhaps behind blanks and a byte order mark; everything else is rows.
bool is_xml(const std::string& bytes) {
    constexpr std::string_view before{"\xEF\xBB\xBF\xFE\xFF \t\r\n\0", 10};
    const std::size_t first = bytes.find_first_not_of(before);
    return first != std::string::npos && bytes[first] == '<';
}

void read_file(const std::string& file, const import::PaymentMapping& mapping, PaymentIntake& intake) {
    const auto bytes = bytes_of(file);
    if (!bytes)
        return intake.reject(file, "", {"", "no file, or none that may be read", "camt XML, or CSV of payments"});
    if (is_xml(*bytes))
        return intake.take(file, import::read_bank_statement(
                                     *bytes, [&](std::string_view number) { return intake.is_refund(number); }));
    std::istringstream rows(*bytes);
    intake.take(file, import::read_csv_payments(rows, mapping));
}

void print_summary(const PaymentCounts& counts) {
    std::cout << "payments   " << counts.payments << " received, " << counts.bounced << " bounced\nrefunds    "
              << counts.refunds_paid << " paid, " << counts.refunds_returned << " returned\nunchanged  "
              << counts.unchanged << " known already\nclaims     " << counts.claims
              << " stated by a remittance\nleft out   " << counts.left_out << " not ours\nrejected   "
              << counts.rejected << " not taken\n";
}

}  // namespace

int run_import_payments(const PaymentsOptions& options) {
    vault::Vault vault;
    SystemClock clock;
    const auto premises = load_premises(options.config, vault);
    if (!premises) return exit_failed;
    const auto mapping = load_mapping(options.mapping);
    if (!mapping) return exit_failed;
    std::optional<import::RejectsWriter> rejects;
    if (!options.rejects.empty()) {
        auto opened = import::RejectsWriter::open(options.rejects);
        if (!opened) return fail(opened.error());
        rejects.emplace(*std::move(opened));
    }
    auto store = open_store(options.database, premises->configuration, premises->company, vault, clock);
    if (!store) return fail(store.error());
    auto archive = sqlite::Archive::open(options.database, vault);
    if (!archive) return fail(archive.error());
    PaymentIntake intake(**store, (*archive)->reader(), rejects ? &*rejects : nullptr);
    for (const std::string& file : options.files) read_file(file, *mapping, intake);
    print_summary(intake.counts());
    if (rejects)
        if (auto written = rejects->finish(); !written) return fail(written.error());
    return intake.counts().rejected == 0 ? exit_done : exit_findings;
}

}  // namespace makegood::app
