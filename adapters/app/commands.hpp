#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace makegood::app {

/// ./config when there is one, else the one that the program was built with.
[[nodiscard]] std::string default_config();

struct ServeOptions {
    std::string database;
    std::string config = default_config();
    std::string listen = "127.0.0.1:8080";
    std::optional<std::string>
        rules;  ///< directory; empty: no rules; nothing: the one beside `config`, if there is one
};

struct TokenOptions {
    std::string database;
    std::string role;
    std::string name;
};

struct JournalOptions {
    std::string database;
    std::string config = default_config();
    std::string checkpoint;  ///< "EVENT:HASH"
};

struct ImportOptions {
    std::string database;
    std::string config = default_config();
    std::string mapping;
    std::string rejects;
    std::vector<std::string> files;
};

struct PaymentsOptions {
    std::string database;
    std::string config = default_config();
    std::string mapping;
    std::string rejects;
    std::vector<std::string> files;
};

struct ExportOptions {
    std::string database;
    std::string config = default_config();
    std::string format;
    std::string out;
    std::string through;      ///< of a close
    std::uint64_t batch = 0;  ///< to be written once more
};

struct ReconcileOptions {
    std::string database;
    std::string against;
    std::string mapping;
    std::string format = "text";
};

// Each does one command and returns its exit status; what went wrong is on standard error.
[[nodiscard]] int run_serve(const ServeOptions& options);
[[nodiscard]] int run_token_create(const TokenOptions& options);
[[nodiscard]] int run_journal_verify(const JournalOptions& options);
[[nodiscard]] int run_journal_rebuild(const JournalOptions& options);
[[nodiscard]] int run_journal_prove(const JournalOptions& options);
[[nodiscard]] int run_import_invoices(const ImportOptions& options);
[[nodiscard]] int run_import_payments(const PaymentsOptions& options);
[[nodiscard]] int run_export_adjustments(const ExportOptions& options);
[[nodiscard]] int run_export_close(const ExportOptions& options);
[[nodiscard]] int run_export_batch(const ExportOptions& options);
[[nodiscard]] int run_reconcile(const ReconcileOptions& options);

}  // namespace makegood::app
