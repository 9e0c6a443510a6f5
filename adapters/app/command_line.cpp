#include "adapters/app/command_line.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "adapters/app/cel_commands.hpp"
#include "adapters/app/commands.hpp"
#include "adapters/app/rules_commands.hpp"

namespace makegood::app {

namespace {

constexpr const char* purpose =
    "Makegood: the engine behind an unconditional guarantee. A customer who is unhappy states what the work was worth "
    "and pays that.";

/// Adds `--db FILE`, which every command needs.
void add_database(CLI::App& command, std::string& database) {
    command.add_option("--db", database, "The database file")->required();
}

void add_config(CLI::App& command, std::string& config) {
    command
        .add_option("--config", config,
                    "Directory of company.json, guarantee.json, accounts.json, and others that may be absent")
        ->capture_default_str();
}

void add_serve(CLI::App& app, ServeOptions& options, int& status) {
    CLI::App* serve = app.add_subcommand("serve", "Serve the HTTP API until SIGTERM or SIGINT");
    add_database(*serve, options.database);
    add_config(*serve, options.config);
    serve
        ->add_option("--listen", options.listen,
                     "ADDR:PORT, as in 127.0.0.1:8080 or [::1]:8080; port 0 takes a free one")
        ->capture_default_str();
    serve->add_option("--rules", options.rules,
                      "Directory of rule files, read again on SIGHUP; by default `rules` beside the configuration, if "
                      "there is one; '' is none");
    serve->callback([&] { status = run_serve(options); });
}

void add_token(CLI::App& app, TokenOptions& options, int& status) {
    CLI::App* token = app.add_subcommand("token", "Tokens of the people and programs that may use the API");
    token->require_subcommand(1);
    CLI::App* create = token->add_subcommand("create", "Create a token and print it, this once");
    add_database(*create, options.database);
    create->add_option("--role", options.role, "What it may do")
        ->required()
        ->check(CLI::IsMember({"president", "office", "finance", "auditor", "integration", "admin"}));
    create->add_option("--name", options.name, "Whose it is; stands in the journal")->required();
    create->callback([&] { status = run_token_create(options); });
}

void add_journal(CLI::App& app, JournalOptions& options, int& status) {
    CLI::App* journal = app.add_subcommand("journal", "The append-only list of events");
    journal->require_subcommand(1);
    CLI::App* verify =
        journal->add_subcommand("verify", "Check the hash chain, and laws 7 to 10, from the events alone");
    add_database(*verify, options.database);
    verify->callback([&] { status = run_journal_verify(options); });
    CLI::App* rebuild = journal->add_subcommand("rebuild", "Drop the projections and replay them from the events");
    add_database(*rebuild, options.database);
    rebuild->callback([&] { status = run_journal_rebuild(options); });
    CLI::App* prove = journal->add_subcommand(
        "prove", "A restored file holds the last event of its journal: its numbers go on without a mark");
    add_database(*prove, options.database);
    add_config(*prove, options.config);
    prove->add_option("--checkpoint", options.checkpoint, "EVENT:HASH, as the journal's last process said at its end")
        ->required();
    prove->callback([&] { status = run_journal_prove(options); });
}

void add_payments(CLI::App& import, PaymentsOptions& options, int& status) {
    CLI::App* payments =
        import.add_subcommand("payments", "What came in, bounced and went out: camt.053 or camt.054 XML, CSV");
    add_database(*payments, options.database);
    add_config(*payments, options.config);
    payments->add_option("--mapping", options.mapping,
                         "What the columns of CSV files mean; see config/import/README.md");
    payments->add_option("--rejects", options.rejects, "CSV file to write what was not taken, and why");
    payments->add_option("FILE", options.files, "Files to read")->required();
    payments->callback([&] { status = run_import_payments(options); });
}

void add_import(CLI::App& app, ImportOptions& options, PaymentsOptions& payments, int& status) {
    CLI::App* import = app.add_subcommand("import", "Take in what other systems wrote");
    import->require_subcommand(1);
    CLI::App* invoices = import->add_subcommand("invoices", "Invoices: UBL 2.1 XML, CSV with a mapping, JSON lines");
    add_database(*invoices, options.database);
    add_config(*invoices, options.config);
    invoices->add_option("--mapping", options.mapping,
                         "What the columns of CSV files mean; see config/import/README.md");
    invoices->add_option("--rejects", options.rejects, "CSV file to write what was not taken, and why");
    invoices->add_option("FILE", options.files, "Files to read")->required();
    invoices->callback([&] { status = run_import_invoices(options); });
    add_payments(*import, payments, status);
}

void add_reconcile(CLI::App& app, ReconcileOptions& options, int& status) {
    CLI::App* reconcile = app.add_subcommand("reconcile", "Compare our batches with what another system booked");
    add_database(*reconcile, options.database);
    reconcile->add_option("--against", options.against, "CSV file of what was booked")->required();
    reconcile->add_option("--mapping", options.mapping,
                          "What its columns mean; by default those of our own CSV; see config/export/README.md");
    reconcile->add_option("--format", options.format, "text or json")
        ->capture_default_str()
        ->check(CLI::IsMember({"text", "json"}));
    reconcile->callback([&] { status = run_reconcile(options); });
}

void add_batches(CLI::App& exporting, ExportOptions& options, int& status) {
    CLI::App* close =
        exporting.add_subcommand("close", "Close a period: seal all of ours up to a day as a batch, once and for good");
    add_database(*close, options.database);
    add_config(*close, options.config);
    close->add_option("--through", options.through, "The last day, before today in the company's zone")->required();
    close->callback([&] { status = run_export_close(options); });
    CLI::App* batch = exporting.add_subcommand("batch", "Write a sealed batch, the same bytes every time");
    add_database(*batch, options.database);
    batch->add_option("N", options.batch, "The batch's number")
        ->required()
        ->check(CLI::Validator(
            [](const std::string& text) {
                const bool is_number = text.size() <= 18 && text.find_first_not_of("0123456789") == std::string::npos;
                return is_number ? std::string() : "\"" + text + "\" is no batch; accepted: a number, as in 7";
            },
            ""));
    batch
        ->add_option("--format", options.format,
                     "csv, jsonl, entries, hledger, ledger, beancount, ubl, pain001, make-goods, liabilities, a layout "
                     "of config/export, or all")
        ->required();
    batch->add_option("--out", options.out, "Directory to write into")->required();
    batch->callback([&] { status = run_export_batch(options); });
}

void add_export(CLI::App& app, ExportOptions& options, int& status) {
    CLI::App* exporting = app.add_subcommand("export", "Hand over to other systems");
    exporting->require_subcommand(1);
    CLI::App* adjustments = exporting->add_subcommand("adjustments", "Every adjustment, tied out to the books");
    add_database(*adjustments, options.database);
    add_config(*adjustments, options.config);
    adjustments->add_option("--format", options.format, "csv or jsonl")
        ->required()
        ->check(CLI::IsMember({"csv", "jsonl"}));
    adjustments->add_option("--out", options.out, "File to write, whole or not at all")->required();
    adjustments->callback([&] { status = run_export_adjustments(options); });
    add_batches(*exporting, options, status);
}

}  // namespace

int run(int argc, char** argv) {
    CLI::App app{purpose, "makegood"};
    app.set_version_flag("--version", "makegood " MAKEGOOD_VERSION);
    app.require_subcommand(1);
    int status = exit_done;
    ServeOptions serve;
    TokenOptions token;
    JournalOptions journal;
    ImportOptions import;
    PaymentsOptions payments;
    ExportOptions exporting;
    ReconcileOptions reconcile;
    CelOptions cel;
    RulesOptions rules;
    add_serve(app, serve, status);
    add_token(app, token, status);
    add_journal(app, journal, status);
    add_import(app, import, payments, status);
    add_export(app, exporting, status);
    add_reconcile(app, reconcile, status);
    add_cel(app, cel, status);
    add_rules(app, rules, status);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (app.exit(error) == 0) return exit_done;
        const std::string first = argc > 1 ? argv[1] : "";
        constexpr std::array<std::string_view, 8> commands = {"serve",  "token",     "journal", "import",
                                                              "export", "reconcile", "cel",     "rules"};
        if (!first.starts_with('-') && std::find(commands.begin(), commands.end(), first) == commands.end())
            std::cerr << "makegood: " << (first.empty() ? "no command" : "\"" + first + "\" is not a command")
                      << "; accepted: serve, token, journal, import, export, reconcile, cel, rules\n";
        return exit_usage;
    } catch (const std::exception& error) {
        std::cerr << "makegood: " << error.what() << "\n";
        return exit_failed;
    }
    return status;
}

}  // namespace makegood::app
