#include <algorithm>
#include <filesystem>
#include <sstream>
#include <thread>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "tests/scenario/plain_csv.hpp"
#include "tests/scenario/program.hpp"

using namespace makegood::scenario;

namespace {

constexpr int done = 0, failed = 1, not_understood = 2, findings = 3;

/// A folder with the program, a database of the demo's invoices and files that are none.
struct Bench {
    Folder folder;
    Program program{folder};
    std::string database = folder.path("books.db");

    Bench() {
        REQUIRE(program.run({"import", "invoices", "--db", database, demo_invoices()}).status == done);
        write_file(folder.path("empty.txt"), "");
        write_file(folder.path("letter.txt"),
                   "Dear Sirs, this is no database, and it is long enough to be taken for one. "
                   "Please do not write into it, because somebody wants to read it again.\n");
        write_file(folder.path("company.txt"), "not a folder\n");
        std::filesystem::create_directory(folder.path("folder"));
        REQUIRE(std::system(("sqlite3 '" + folder.path("other.db") + "' 'CREATE TABLE cats (name TEXT)'").c_str()) ==
                0);
    }
    [[nodiscard]] std::string path(const std::string& name) const { return folder.path(name); }
    [[nodiscard]] std::vector<std::string> files() const {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path(".")))
            if (const std::string name = entry.path().filename().string();
                !name.starts_with("run.") && !name.ends_with("-wal") && !name.ends_with("-shm"))
                names.push_back(name);
        std::sort(names.begin(), names.end());
        return names;
    }
};

std::string shell_words(const std::vector<std::string>& arguments) {
    std::string text = "makegood";
    for (const std::string& argument : arguments) text += " " + argument;
    return text;
}

}  // namespace

TEST_CASE(
    "what cannot be done ends with its exit status, and the message names the file or option and what would be "
    "accepted") {
    const Bench bench;
    struct Row {
        std::vector<std::string> arguments;
        int status;
        std::vector<std::string> said;  // on standard error
        const char* why;
    };
    const std::string& db = bench.database;
    const std::string absent = bench.path("absent.db"), letter = bench.path("letter.txt"),
                      other = bench.path("other.db");
    const std::vector<Row> rows = {
        {{"journal", "verify", "--db", db}, done, {}, "the happy one"},
        {{"--help"}, done, {}, "help is no failure"},
        {{"--version"}, done, {}, "neither is the version"},
        {{}, not_understood, {"subcommand"}, "nothing was asked"},
        {{"frobnicate"}, not_understood, {"subcommand"}, "no such command"},
        {{"journal", "verify", "--db", db, "--quick"}, not_understood, {"--quick"}, "no such option"},
        {{"journal", "verify"}, not_understood, {"--db"}, "an option that is required"},
        {{"export", "adjustments", "--db", db, "--format", "xml", "--out", "x"},
         not_understood,
         {"xml", "csv", "jsonl"},
         "no such format"},
        {{"token", "create", "--db", db, "--role", "boss", "--name", "B"},
         not_understood,
         {"boss", "president"},
         "no such role"},
        {{"serve", "--db", db, "--listen", "nowhere"}, failed, {"nowhere", "ADDR:PORT"}, "no such address"},
        {{"serve", "--db", db, "--config", bench.path("absent")}, failed, {bench.path("absent")}, "no configuration"},
        {{"journal", "verify", "--db", absent}, failed, {absent}, "nothing to verify"},
        {{"journal", "rebuild", "--db", absent}, failed, {absent}, "nothing to rebuild"},
        {{"export", "adjustments", "--db", absent, "--format", "csv", "--out", bench.path("x.csv")},
         failed,
         {absent},
         "nothing to export"},
        {{"journal", "verify", "--db", other}, failed, {other, "another program"}, "somebody else's database"},
        {{"journal", "rebuild", "--db", other}, failed, {other, "another program"}, "must not be written to"},
        {{"import", "invoices", "--db", other, demo_invoices()}, failed, {other, "another program"}, "nor here"},
        {{"export", "adjustments", "--db", other, "--format", "csv", "--out", bench.path("x.csv")},
         failed,
         {other, "another program"},
         "nor read"},
        {{"token", "create", "--db", other, "--role", "admin", "--name", "A"},
         failed,
         {other, "another program"},
         "nor given tokens"},
        {{"serve", "--db", other, "--listen", "127.0.0.1:0"}, failed, {other, "another program"}, "nor served"},
        {{"journal", "verify", "--db", letter}, failed, {letter}, "no database at all"},
        {{"import", "invoices", "--db", letter, demo_invoices()}, failed, {letter}, "no database at all"},
        {{"import", "invoices", "--db", bench.path("no/where.db"), demo_invoices()},
         failed,
         {bench.path("no/where.db")},
         "no such folder"},
        {{"import", "invoices", "--db", db, bench.path("absent.xml")},
         findings,
         {bench.path("absent.xml")},
         "a file that is not there is reported like a bad one"},
        {{"import", "invoices", "--db", db, bench.path("folder")},
         findings,
         {bench.path("folder")},
         "nor is a folder a document"},
        {{"import", "invoices", "--db", db, letter},
         findings,
         {letter, "mapping"},
         "text is CSV, which needs a mapping"},
        {{"import", "invoices", "--db", db, bench.path("empty.txt")},
         findings,
         {bench.path("empty.txt")},
         "an empty file says nothing"},
        {{"import", "invoices", "--db", db, "--mapping", bench.path("absent.json"), letter},
         failed,
         {bench.path("absent.json"), "accepted"},
         "no mapping"},
        {{"import", "invoices", "--db", db, "--mapping", letter, letter},
         failed,
         {letter, "accepted"},
         "a letter is no mapping"},
        {{"import", "invoices", "--db", db, "--rejects", bench.path("no/rejects.csv"), demo_invoices()},
         failed,
         {bench.path("no/rejects.csv")},
         "rejects that can go nowhere"},
        {{"export", "adjustments", "--db", db, "--format", "csv", "--out", bench.path("no/out.csv")},
         failed,
         {bench.path("no/out.csv")},
         "no such folder"},
        {{"export", "adjustments", "--db", db, "--format", "csv", "--out", bench.path("folder")},
         failed,
         {bench.path("folder")},
         "a folder is no file"},
        {{"export", "adjustments", "--db", db, "--format", "csv", "--out", "/proc/makegood.csv"},
         failed,
         {"/proc/makegood.csv"},
         "a folder that takes no files"},
    };
    const std::string letter_before = read_file(letter), other_before = read_file(other);
    const auto files = bench.files();
    for (const Row& row : rows) {
        const Ran ran = bench.program.run(row.arguments);
        CAPTURE(shell_words(row.arguments), row.why, ran.out, ran.err);
        CHECK(ran.status == row.status);
        for (const std::string& words : row.said) {
            CAPTURE(words);
            CHECK(ran.err.find(words) != std::string::npos);
        }
        if (row.status == failed) CHECK(ran.out.empty());
        CHECK(read_file(letter) == letter_before);
        CHECK(read_file(other) == other_before);
        CHECK(bench.files() == files);  // no half file, no new database, nothing left beside them
    }
}

TEST_CASE("an export that fails leaves no half file, and an older file of that name stays as it was") {
    const Bench bench;
    const std::string out = bench.path("folder/out.csv");
    const std::vector<std::string> exporting = {"export",   "adjustments", "--db",  bench.database,
                                                "--format", "csv",         "--out", out};
    REQUIRE(bench.program.run(exporting).status == done);
    CHECK(read_file(out).starts_with("number,type,"));
    write_file(out, "an older export\n");
    // A book that was tampered with does not tie out to its documents.
    REQUIRE(std::system(("sqlite3 '" + bench.database +
                         "' \"INSERT INTO balances VALUES ('4800 Guarantee allowances', 'GBP', 5, 0)\"")
                            .c_str()) == 0);
    const Ran ran = bench.program.run(exporting);
    CAPTURE(ran.err);
    CHECK(ran.status == failed);
    CHECK(ran.err.find("0.05") != std::string::npos);
    CHECK(ran.err.find("4800 Guarantee allowances") != std::string::npos);
    CHECK(read_file(out) == "an older export\n");
    CHECK(std::distance(std::filesystem::directory_iterator(bench.path("folder")), {}) == 1);
}

TEST_CASE("an export into a folder that may not be written leaves what is there as it was") {
    if (geteuid() == 0) {
        WARN("skipped: root may write everywhere");
        return;
    }
    const Bench bench;
    const std::string out = bench.path("folder/out.csv");
    write_file(out, "an older export\n");
    std::filesystem::permissions(bench.path("folder"),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    const Ran ran =
        bench.program.run({"export", "adjustments", "--db", bench.database, "--format", "csv", "--out", out});
    std::filesystem::permissions(bench.path("folder"), std::filesystem::perms::owner_all);
    CHECK(ran.status == failed);
    CHECK(ran.err.find(out) != std::string::npos);
    CHECK(read_file(out) == "an older export\n");
}

TEST_CASE(
    "the rejects file names file, line, document, pointer, what was found and what would be accepted, and a "
    "spreadsheet runs none of it") {
    const Bench bench;
    const std::string file = bench.path("bad.jsonl");
    std::string bad = read_file(demo_invoices());
    bad = bad.substr(0, bad.find('\n'));
    const auto with = [&](const std::string& from, const std::string& to) {
        std::string text = bad;
        text.replace(text.find(from), from.size(), to);
        return text + "\n";
    };
    write_file(file, with("\"INV-1001\"", "\"=1+1\"").replace(0, 0, "\n") +
                         with("\"net\":\"279.16\"", "\"net\":\"279.17\"") +
                         with("{\"number\"", "{\"=cmd()\":1,\"number\""));
    const std::string rejects = bench.path("rejects.csv");
    const Ran ran = bench.program.run({"import", "invoices", "--db", bench.database, "--rejects", rejects, file});
    CAPTURE(ran.err, ran.out);
    CHECK(ran.status == findings);
    CHECK(ran.out.find("1 added") != std::string::npos);
    CHECK(ran.out.find("2 documents") != std::string::npos);

    const std::string csv = read_file(rejects);
    CAPTURE(csv);
    std::size_t at = 0;
    CHECK(next_csv_row(csv, at) ==
          std::vector<std::string>{"file", "line", "document", "pointer", "found", "expected"});
    std::vector<std::vector<std::string>> rows;
    while (at < csv.size()) rows.push_back(next_csv_row(csv, at));
    REQUIRE(rows.size() >= 3);
    CHECK(rows[0][0] == file);
    CHECK(rows[0][1] == "3");
    CHECK(rows[0][2] == "INV-1001");
    CHECK(rows[0][3] == "/totals/net");
    CHECK(rows[0][4] == "\"279.17\"");
    CHECK(rows[0][5].find("\"279.16\"") == 0);
    CHECK(rows.back()[1] == "4");
    for (const auto& row : rows)
        for (const std::string& field : row) {
            INFO(field);
            CHECK(std::string("=+-@\t").find(field.empty() ? 'x' : field[0]) == std::string::npos);
        }
    CHECK(!std::filesystem::exists(rejects + ".part"));
}

TEST_CASE(
    "while a server has the database open, tokens are made beside it, reading works, and another writer is refused in "
    "words") {
    const Bench bench;
    Server server(bench.folder, bench.database);
    const auto token = [&](const std::string& role) {
        const Ran ran =
            bench.program.run({"token", "create", "--db", bench.database, "--role", role, "--name", "T " + role});
        CAPTURE(ran.err);
        REQUIRE(ran.status == done);
        return ran.out.substr(0, ran.out.find('\n'));
    };
    const std::string president = token("president"), integration = token("integration");
    CHECK(server.get("/v1/queue", president) == 200);
    CHECK(server.get("/v1/queue", integration) == 403);
    CHECK(server.get("/v1/queue", president + "x") == 401);
    CHECK(server.get("/v1/invoices/INV-1001", integration) == 200);

    const std::vector<std::vector<std::string>> writers = {
        {"import", "invoices", "--db", bench.database, demo_invoices()},
        {"journal", "rebuild", "--db", bench.database},
        {"serve", "--db", bench.database, "--listen", "127.0.0.1:0"},
    };
    for (const auto& arguments : writers) {
        const Ran ran = bench.program.run(arguments);
        CAPTURE(shell_words(arguments), ran.err);
        CHECK(ran.status == failed);
        CHECK(ran.err.find(bench.database) != std::string::npos);
        CHECK(ran.err.find("process ") != std::string::npos);
    }
    CHECK(bench.program.run({"journal", "verify", "--db", bench.database}).status == done);
    CHECK(
        bench.program
            .run({"export", "adjustments", "--db", bench.database, "--format", "jsonl", "--out", bench.path("o.jsonl")})
            .status == done);
    CHECK(server.get("/healthz", "") == 200);
    const Ran ran = server.stop();
    CAPTURE(ran.err);
    CHECK(ran.status == done);
    CHECK(bench.program.run({"import", "invoices", "--db", bench.database, demo_invoices()}).status == done);
}

TEST_CASE("tokens made by eight processes at once beside a server all work, and none is the same") {
    const Bench bench;
    const Server server(bench.folder, bench.database);
    std::vector<std::string> tokens(8);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < tokens.size(); ++i)
        threads.emplace_back([&, i] {
            const Folder own;
            const Ran ran =
                Program(own).run({"token", "create", "--db", bench.database, "--role", "office", "--name", "N"});
            tokens[i] = ran.status == done ? ran.out.substr(0, ran.out.find('\n')) : "";
        });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& token : tokens) CHECK(server.get("/v1/queue", token) == 200);
    std::sort(tokens.begin(), tokens.end());
    CHECK(std::adjacent_find(tokens.begin(), tokens.end()) == tokens.end());
}
