#include <filesystem>
#include <random>
#include <thread>

#include <catch2/catch.hpp>
#include <sys/mount.h>
#include <unistd.h>

#include "tests/scenario/outside.hpp"
#include "tests/scenario/program.hpp"
#include "tests/scenario/quarter.hpp"

using namespace makegood;
using namespace makegood::scenario;

namespace {

namespace fs = std::filesystem;
constexpr int done = 0, failed = 1, not_understood = 2, findings = 3;

/// A crowd of credit notes, all issued on 2 March 2026, that no batch has yet.
struct Crowd {
    Dice dice{7};
    Scene scene{*parse_instant("2026-03-02T09:00:00Z")};
    Trade trade{scene, dice};

    Crowd() {
        trade.bill(200);
        for (int i = 1; i <= 200; ++i) {
            const InvoiceNumber invoice("R-" + std::to_string(i));
            Saying saying;
            saying.worth = "0";
            const Currency currency = scene.invoice(invoice)->books->invoice->currency;
            saying.worth = to_text(Money::zero(currency));
            const Reply reply = scene.ask(Invoke{invoice, saying, {}, {}}, {"Ann", Role::office, {}});
            if (!reply.was_accepted()) throw std::runtime_error(reply.in_words());
            (void)scene.ask(Approve{reply.after.claims.back().id});
        }
        scene.close();
        REQUIRE(outside("sqlite3 '" + scene.path() + "' 'PRAGMA wal_checkpoint(TRUNCATE)'").status == 0);
    }
    [[nodiscard]] std::string copy(const std::string& name) const {
        fs::copy_file(scene.path(), scene.path(name), fs::copy_options::overwrite_existing);
        for (const char* beside : {"-wal", "-shm", ".writer"}) fs::remove(scene.path(name) + beside);
        return scene.path(name);
    }
};

const Crowd& crowd() {
    static const Crowd crowd;
    return crowd;
}

/// The demo's invoices with one credit note, closed through 2 November 2026, on the 3rd.
struct Closed {
    Folder folder;
    Program monday{folder, {"2026-11-02 09:00:00"}};
    Program tuesday{folder, {"2026-11-03 09:00:00"}};
    std::string token;

    Closed() {
        REQUIRE(monday.run({"import", "invoices", "--db", "books.db", demo_invoices()}).status == done);
        token = new_token("office", monday);
        const std::string president = new_token("president", monday);
        Server server(folder, folder.path("books.db"), {}, {"2026-11-02 10:00:00"});
        const Answered opened = server.ask("POST", "/v1/claims", token,
                                           R"({"invoice":"INV-1001","channel":"phone","worth":"300.00"})", "k1");
        const std::string id = nlohmann::json::parse(opened.body).at("id");
        REQUIRE(server.ask("POST", "/v1/claims/" + id + "/approve", president, "", "k2").status == 200);
        REQUIRE(server.stop().status == done);
        const Ran ran = tuesday.run({"export", "close", "--db", "books.db", "--through", "2026-11-02"});
        CAPTURE(ran.err);
        REQUIRE(ran.status == done);
    }
    [[nodiscard]] std::string new_token(const std::string& role, const Program& program) const {
        const Ran ran = program.run({"token", "create", "--db", "books.db", "--role", role, "--name", "the " + role});
        REQUIRE(ran.status == done);
        return ran.out.substr(0, ran.out.find('\n'));
    }
    [[nodiscard]] std::string journal() const {
        return answer_of("sqlite3 '" + folder.path("books.db") + "' 'SELECT count(*), hex(hash) FROM journal'");
    }
};

std::string camt(const std::string& entries) {
    return "<Document "
           "xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\"><BkToCstmrDbtCdtNtfctn><Ntfctn><Id>1</Id>"
           "<Acct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id></Acct>" +
           entries + "</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>";
}

std::string credit(const std::string& amount, const std::string& currency) {
    return "<Ntry><Amt Ccy=\"" + currency + "\">" + amount +
           "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-02</Dt></BookgDt><AcctSvcrRef>A"
           "</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Ustrd>INV-1001</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>";
}

void write_bad_files(const Folder& folder) {
    const auto write = [&](const std::string& name, const std::string& text) { write_file(folder.path(name), text); };
    write("file.txt", "a file\n");
    fs::create_directory(folder.path("folder"));
    write("empty.csv", "");
    write("letter.txt", "Dear Sirs,\nthis is no list of payments, and it is no XML.\n");
    write("other.xml", "<Invoice xmlns=\"urn:oasis\"/>");
    write("entities.xml", "<!DOCTYPE d [<!ENTITY e \"x\">]>" + camt(credit("1.00", "GBP")));
    write("half.xml", camt(credit("1.00", "GBP")).substr(0, 200));
    write("currency.xml", camt(credit("1.00", "XXX")));
    write("digits.xml", camt(credit("1.005", "GBP")));
    write("euro.xml", camt(credit("1.00", "EUR")));
    write("payments.csv",
          "id,received_on,amount,currency,invoice\nP-1,2026-11-02,10.00,GBP,INV-1001\n"
          "P-2,02/11/2026,10.00,GBP,INV-1001\nP-3,2026-11-02,1e2,GBP,INV-1001\nP-4,2026-11-02,-5.00,GBP,INV-1001\n"
          "P-5,2026-11-02,10.00,POUND,INV-1001\nP-6,2026-11-02,10.00,GBP,INV-9\nP-7,2026-11-02,10.00,GBP\n"
          "P-1,2026-11-02,10.00,GBP,INV-1001\n,2026-11-02,10.00,GBP,INV-1001\nP-8,2026-11-02,10.00,GBP,INV-1002\n");
    write("no-column.json", R"({"id": "{Transaktion}"})");
    write("unknown-key.json", R"({"ident": "{id}"})");
    write(
        "no-booked-column.json",
        R"({"date_format": "YYYY-MM-DD", "sign": "positive", "columns": {"number": "Belegnummer", "gross": "gross"}})");
    write("no-number.json", R"({"date_format": "YYYY-MM-DD", "sign": "positive", "columns": {"gross": "gross"}})");
}

struct Row {
    std::string arguments;  ///< with blanks between
    int status;
    std::vector<std::string> said;
    const char* why;
};

Ran run(const Program& program, const std::string& arguments) {
    std::vector<std::string> words;
    std::istringstream in(arguments);
    for (std::string word; in >> word;) words.push_back(word);
    return program.run(words);
}

void check(const Program& program, const Row& row) {
    const Ran ran = run(program, row.arguments);
    CAPTURE(row.arguments, row.why, ran.out, ran.err);
    CHECK(ran.status == row.status);
    for (const std::string& words : row.said) {
        CAPTURE(words);
        CHECK((ran.err + ran.out).find(words) != std::string::npos);
    }
    if (row.status == failed) CHECK(ran.out.empty());
}

}  // namespace

TEST_CASE("what cannot be closed, written or compared ends with its status, says what would be, and changes nothing") {
    const Closed closed;
    write_bad_files(closed.folder);
    fs::create_directory(closed.folder.path("taken"));
    write_file(closed.folder.path("taken/adjustments.csv"), "somebody else's\n");
    const std::vector<Row> rows = {
        {"export close --db books.db --through 2026-11-03", failed, {"2026-11-03", "before today"}, "today goes on"},
        {"export close --db books.db --through 2026-12-24", failed, {"2026-12-24", "before today"}, "a day to come"},
        {"export close --db books.db --through 2026-11-02", failed, {"a day after 2026-11-02"}, "closed already"},
        {"export close --db books.db --through 2026-10-01", failed, {"a day after 2026-11-02"}, "before the last"},
        {"export close --db books.db --through yesterday", failed, {"yesterday", "2026-03-31"}, "no date"},
        {"export close --db books.db --through 2026-02-30", failed, {"2026-02-30"}, "no such day"},
        {"export close --db books.db", not_understood, {"--through"}, "through when?"},
        {"export close --db absent/books.db --through 2026-11-01", failed, {"absent/books.db"}, "no such folder"},
        {"export batch 0 --db books.db --format csv --out x", failed, {"batch 0", "accepted: 1"}, "they begin at 1"},
        {"export batch 2 --db books.db --format csv --out x", failed, {"batch 2", "accepted: 1"}, "not sealed yet"},
        {"export batch one --db books.db --format csv --out x", not_understood, {"one"}, "not a number"},
        {"export batch -1 --db books.db --format csv --out x", not_understood, {}, "below zero"},
        {"export batch 99999999999999999999 --db books.db --format csv --out x", not_understood, {}, "no such number"},
        {"export batch 1 --db books.db --format xml --out x",
         not_understood,
         {"xml", "csv, jsonl", "sage-50", "all"},
         "no such format"},
        {"export batch 1 --db absent.db --format csv --out x", failed, {"absent.db"}, "no such file"},
        {"export batch 1 --db books.db --format csv --out file.txt", failed, {"file.txt", "directory"}, "no directory"},
        {"export batch 1 --db books.db --format csv --out file.txt/x", failed, {"file.txt/x"}, "nor below a file"},
        {"export batch 1 --db books.db --format csv --out /proc/x", failed, {"/proc/x"}, "takes no directory"},
        {"export batch 1 --db books.db --format csv --out taken",
         failed,
         {"taken/adjustments.csv", "accepted"},
         "not ours to overwrite"},
        {"reconcile --db books.db --against absent.csv", failed, {"absent.csv"}, "no such file"},
        {"reconcile --db books.db --against folder", failed, {"folder"}, "no file"},
        {"reconcile --db books.db --against empty.csv", failed, {"empty.csv"}, "says nothing"},
        {"reconcile --db books.db --against letter.txt", failed, {"letter.txt", "number"}, "no such columns"},
        {"reconcile --db books.db --against payments.csv --mapping no-booked-column.json",
         failed,
         {"payments.csv", "Belegnummer"},
         "a mapping that names no column"},
        {"reconcile --db books.db --against payments.csv --mapping no-number.json",
         failed,
         {"no-number.json", "number"},
         "which document?"},
        {"reconcile --db books.db --against payments.csv --mapping absent.json", failed, {"absent.json"}, "no mapping"},
        {"reconcile --db books.db --against payments.csv --format xml", not_understood, {"xml", "json"}, "no format"},
    };
    const std::string before = closed.journal();
    for (const Row& row : rows) check(closed.tuesday, row);
    CHECK(closed.journal() == before);
    CHECK(read_file(closed.folder.path("taken/adjustments.csv")) == "somebody else's\n");
    CHECK(read_file(closed.folder.path("file.txt")) == "a file\n");
    CHECK(!fs::exists(closed.folder.path("x")));
    CHECK(!fs::exists(closed.folder.path("absent.db")));
    CHECK(files_in(closed.folder.path("taken")).size() == 1);
}

TEST_CASE("a file of payments with everything wrong is told movement by movement, and what is right is taken") {
    const Closed closed;
    write_bad_files(closed.folder);
    const std::vector<Row> rows = {
        {"import payments --db books.db absent.xml", findings, {"absent.xml", "camt"}, "no such file"},
        {"import payments --db books.db folder", findings, {"folder", "camt"}, "no file"},
        {"import payments --db books.db empty.csv", findings, {"empty.csv", "empty"}, "says nothing"},
        {"import payments --db books.db letter.txt", findings, {"letter.txt", "received_on"}, "rows without columns"},
        {"import payments --db books.db other.xml", findings, {"other.xml", "Invoice"}, "no camt"},
        {"import payments --db books.db entities.xml", findings, {"entities.xml"}, "entities are never read"},
        {"import payments --db books.db half.xml", findings, {"half.xml"}, "not whole"},
        {"import payments --db books.db currency.xml", findings, {"XXX", "ISO 4217"}, "no such currency"},
        {"import payments --db books.db digits.xml", findings, {"1.005", "2 digits"}, "pounds have two digits"},
        {"import payments --db books.db euro.xml", findings, {"euro.xml", "currency"}, "the invoice is in pounds"},
        {"import payments --db books.db --mapping no-column.json payments.csv",
         findings,
         {"Transaktion"},
         "a mapping that names no column"},
        {"import payments --db books.db --mapping unknown-key.json payments.csv",
         failed,
         {"unknown-key.json", "ident", "accepted"},
         "no such key"},
        {"import payments --db books.db --mapping absent.json payments.csv", failed, {"absent.json"}, "no mapping"},
        {"import payments --db books.db --mapping letter.txt payments.csv", failed, {"letter.txt"}, "no JSON"},
        {"import payments --db books.db --rejects no/where.csv payments.csv", failed, {"no/where.csv"}, "no folder"},
        {"import payments --db books.db", not_understood, {"FILE"}, "which file?"},
    };
    const std::string before = closed.journal();
    for (const Row& row : rows) check(closed.tuesday, row);
    CHECK(closed.journal() == before);

    const Ran ran = run(closed.tuesday, "import payments --db books.db --rejects rejects.csv payments.csv");
    CAPTURE(ran.out, ran.err);
    CHECK(ran.status == findings);
    CHECK(ran.out.find("payments   2 received") == 0);
    CHECK(ran.out.find("rejected   8 not taken") != std::string::npos);
    const auto rejected = rows_of_csv(closed.folder.path("rejects.csv"));
    for (const char* words : {"02/11/2026", "1e2", "-5.00", "POUND", "INV-9", "4 fields", "P-1", "nothing"}) {
        INFO(words);
        CHECK(rejected.dump().find(words) != std::string::npos);
    }
}

TEST_CASE("a document that came late after the customer's statement is named when its period is closed") {
    const Folder folder;
    const Program early(folder, {"2026-10-01 09:00:00"});
    REQUIRE(early.run({"import", "invoices", "--db", "books.db", demo_invoices()}).status == done);
    const auto token = [&](const std::string& role) {
        const Ran ran = early.run({"token", "create", "--db", "books.db", "--role", role, "--name", "the " + role});
        return ran.out.substr(0, ran.out.find('\n'));
    };
    const std::string office = token("office"), president = token("president");
    std::string id;
    {
        Server server(folder, folder.path("books.db"), {}, {"2026-10-01 10:00:00"});
        const Answered opened = server.ask("POST", "/v1/claims", office,
                                           R"({"invoice":"INV-1001","channel":"phone","worth":"300.00"})", "a");
        id = nlohmann::json::parse(opened.body).at("id");
        REQUIRE(server.stop().status == done);
    }
    {
        // The promise had run out, and was kept by nobody: the program was not running.
        Server server(folder, folder.path("books.db"), {}, {"2026-10-20 10:00:00"});
        const Answered answered = server.ask("POST", "/v1/claims/" + id + "/approve", president, "", "b");
        REQUIRE((answered.status == 200 || answered.status == 409));
        REQUIRE(server.stop().status == done);
    }
    const Ran ran = Program(folder, {"2026-10-21 09:00:00"})
                        .run({"export", "close", "--db", "books.db", "--through", "2026-10-20"});
    CAPTURE(ran.err);
    CHECK(ran.status == done);
    CHECK(ran.err.find("1 document was issued more than 14 days after the customer's statement") != std::string::npos);
    CHECK(ran.err.find("CN-2026-000001 (19)") != std::string::npos);
}

TEST_CASE("law 9: a restored file says so, numbers anew with a mark, and goes on once it is proven to be whole") {
    const Closed closed;
    const std::string president = closed.new_token("president", closed.tuesday);
    const std::string office = closed.new_token("office", closed.tuesday);
    const std::string finance = closed.new_token("finance", closed.tuesday);
    const auto credit = [&](const std::string& database, const char* key, std::string& stopped) {
        Server server(closed.folder, closed.folder.path(database), {}, {"2026-11-04 09:00:00"});
        const Answered opened = server.ask("POST", "/v1/claims", office,
                                           R"({"invoice":"INV-1001","channel":"phone","worth":"200.00"})", key);
        const std::string id = nlohmann::json::parse(opened.body).at("id");
        const Answered approved =
            server.ask("POST", "/v1/claims/" + id + "/approve", president, "", std::string(key) + "-");
        CHECK(approved.status == 200);
        const Answered all = server.ask("GET", "/v1/adjustments", finance);
        const Ran ran = server.stop();
        CHECK(ran.status == done);
        stopped = ran.out + ran.err;
        return nlohmann::json::parse(all.body).at("items").back().at("number").get<std::string>();
    };
    const Folder& folder = closed.folder;
    const auto verified = [&](const char* database) {
        return run(closed.tuesday, std::string("journal verify --db ") + database).status;
    };
    REQUIRE(outside("sqlite3 '" + folder.path("books.db") + "' 'PRAGMA wal_checkpoint(TRUNCATE)'").status == 0);
    fs::copy_file(folder.path("books.db"), folder.path("copy.db"));

    const Ran head = run(closed.tuesday, "journal verify --db books.db");
    const auto at = head.out.find("Head: event ");
    REQUIRE(at != std::string::npos);
    std::istringstream words(head.out.substr(at + std::string_view("Head: event ").size()));
    std::string event, comma, hash;
    std::getline(words, event, ',');
    words >> comma >> hash;

    std::string said;
    const std::string restarted = credit("copy.db", "c", said);
    CHECK(restarted.starts_with("CN-R"));
    CHECK(restarted.ends_with("-2026-000001"));
    CHECK(said.find("was restored or copied") != std::string::npos);
    CHECK(said.find("makegood journal prove --db") != std::string::npos);
    CHECK(said.find("stopped, checkpoint ") != std::string::npos);
    CHECK(verified("copy.db") == done);

    const std::vector<Row> rows = {
        {"journal prove --db copy.db --checkpoint yesterday", failed, {"yesterday", "EVENT:HASH"}, "no checkpoint"},
        {"journal prove --db copy.db --checkpoint 3:ab", failed, {"no event 3", "accepted"}, "another hash"},
        {"journal prove --db copy.db", not_understood, {"--checkpoint"}, "proven by what?"},
        {"journal prove --db copy.db --checkpoint " + event + ":" + hash, done, {"without a mark"}, "it is whole"},
        {"journal prove --db copy.db --checkpoint " + event + ":" + hash, failed, {"nothing to go back to"}, "again"},
    };
    for (const Row& row : rows) check(closed.tuesday, row);
    CHECK(verified("copy.db") == done);
}

TEST_CASE("a bank statement that does not sum is told by its balance, and its payments are taken all the same") {
    const Closed closed;
    const auto balance = [](const char* type, const char* amount) {
        return std::string("<Bal><Tp><CdOrPrtry><Cd>") + type + "</Cd></CdOrPrtry></Tp><Amt Ccy=\"GBP\">" + amount +
               "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-02</Dt></Dt></Bal>";
    };
    write_file(closed.folder.path("sum.xml"),
               "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt><Id>1</Id>"
               "<Acct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id></Acct>" +
                   balance("OPBD", "100.00") + balance("CLBD", "111.00") + credit("10.00", "GBP") +
                   "</Stmt></BkToCstmrStmt></Document>");
    const Ran ran = run(closed.tuesday, "import payments --db books.db sum.xml");
    CAPTURE(ran.out, ran.err);
    CHECK(ran.status == findings);
    CHECK(ran.out.find("payments   1 received") == 0);
    CHECK(ran.err.find("a closing balance of 111.00 GBP") != std::string::npos);
    CHECK(ran.err.find("110.00") != std::string::npos);
}

TEST_CASE("a credit note that the payer set off states no worth: the office asks which it was") {
    const Closed closed;
    const std::string finance = closed.new_token("finance", closed.tuesday);
    const std::string details =
        "<RmtInf><Strd><RfrdDocInf><Nb>INV-1002</Nb></RfrdDocInf><RfrdDocAmt><CdtNoteAmt Ccy=\"GBP\">16.00</CdtNoteAmt>"
        "</RfrdDocAmt></Strd></RmtInf>";
    std::string entry = credit("200.00", "GBP");
    const std::string free_text = "<RmtInf><Ustrd>INV-1001</Ustrd></RmtInf>";
    entry.replace(entry.find(free_text), free_text.size(), details);
    write_file(closed.folder.path("set-off.xml"), camt(entry));
    const Ran ran = run(closed.tuesday, "import payments --db books.db set-off.xml");
    CAPTURE(ran.out, ran.err);
    CHECK(ran.status == done);
    CHECK(ran.out.find("0 stated by a remittance") != std::string::npos);
    Server server(closed.folder, closed.folder.path("books.db"), {}, {"2026-11-04 09:00:00"});
    const auto asked = nlohmann::json::parse(server.ask("GET", "/v1/payments?shortfall=unexplained", finance).body);
    REQUIRE(asked.at("items").size() == 1);
    CHECK(asked["items"][0].at("invoice") == "INV-1002");
}

TEST_CASE("while a server has the file, a close on the command line says how it is done there") {
    const Closed closed;
    Server server(closed.folder, closed.folder.path("books.db"), {}, {"2026-11-04 09:00:00"});
    const Ran ran = run(closed.tuesday, "export close --db books.db --through 2026-11-03");
    CAPTURE(ran.err);
    CHECK(ran.status == failed);
    CHECK(ran.err.find("POST /v1/exports") != std::string::npos);
    CHECK(run(closed.tuesday, "export batch 1 --db books.db --format csv --out beside").status == done);
    CHECK(run(closed.tuesday, "reconcile --db books.db --against beside/adjustments.csv").status == done);
    CHECK(server.stop().status == done);
}

TEST_CASE("law 12: of two closes at once one wins, the other is told, and a repeat of either gets its answer again") {
    const Closed closed;
    const std::string finance = closed.new_token("finance", closed.tuesday);
    const std::string office = closed.new_token("office", closed.tuesday);
    Server server(closed.folder, closed.folder.path("books.db"), {}, {"2026-11-04 09:00:00"});
    const std::string body = R"({"through":"2026-11-03"})";
    CHECK(server.ask("POST", "/v1/exports", office, body, "a").status == 403);
    CHECK(server.ask("POST", "/v1/exports", finance, R"({"through":"2026-11-04"})", "b").status == 422);
    CHECK(server.ask("POST", "/v1/exports", finance, R"({"through":"soon"})", "c").status == 422);
    std::array<Answered, 2> answers;
    std::thread other([&] { answers[1] = server.ask("POST", "/v1/exports", finance, body, "second"); });
    answers[0] = server.ask("POST", "/v1/exports", finance, body, "first");
    other.join();
    CAPTURE(answers[0].body, answers[1].body);
    CHECK(answers[0].status + answers[1].status == 201 + 409);
    CHECK(server.ask("POST", "/v1/exports", finance, body, "first").body == answers[0].body);
    CHECK(server.ask("POST", "/v1/exports", finance, body, "second").body == answers[1].body);
    const Answered log = server.ask("GET", "/v1/exports", finance);
    CHECK(nlohmann::json::parse(log.body).at("items").size() == 2);
    CHECK(server.stop().status == done);
    CHECK(run(closed.tuesday, "journal verify --db books.db").status == done);
}

TEST_CASE("over HTTP a batch's files are the same bytes, papers are PDF that qpdf takes, and UBL is the batch's own") {
    const Closed closed;
    const std::string finance = closed.new_token("finance", closed.tuesday);
    CHECK(run(closed.tuesday, "export batch 1 --db books.db --format all --out out").status == done);
    Server server(closed.folder, closed.folder.path("books.db"), {}, {"2026-11-04 09:00:00"});
    const auto file = [&](const std::string& name) { return read_file(closed.folder.path("out/" + name)); };
    const auto get = [&](const std::string& path) { return server.ask("GET", path, finance); };
    CHECK(get("/v1/exports/1?format=csv").body == file("csv/adjustments.csv"));
    CHECK(get("/v1/exports/1?format=beancount").body == file("beancount/batch.beancount"));
    CHECK(get("/v1/exports/1?format=ubl&file=CN-2026-000001.xml").body == file("ubl/CN-2026-000001.xml"));
    CHECK(get("/v1/adjustments/CN-2026-000001.xml").body == file("ubl/CN-2026-000001.xml"));
    CHECK(get("/v1/exports/1?format=pain001").status == 200);  // a list of no files: no refund is in it
    CHECK(get("/v1/exports/1?format=pain001").body.empty());
    CHECK(get("/v1/exports/1?format=csv&file=other.csv").status == 422);
    CHECK(get("/v1/exports/1?format=xml").status == 422);
    CHECK(get("/v1/exports/2?format=csv").status == 404);
    write_file(closed.folder.path("note.pdf"), get("/v1/adjustments/CN-2026-000001.pdf").body);
    CHECK(answer_of("qpdf --check '" + closed.folder.path("note.pdf") + "'").find("No syntax") != std::string::npos);
}

TEST_CASE("law 11: a close that is killed at any moment sealed the batch whole or not at all") {
    const std::vector<std::string> closing = {"export", "close", "--through", "2026-03-02", "--db"};
    const Program program(crowd().scene.folder(), {});
    const auto begin = std::chrono::steady_clock::now();
    {
        auto arguments = closing;
        arguments.push_back(crowd().copy("whole.db"));
        const Ran ran = program.run(arguments);
        CAPTURE(ran.err);
        REQUIRE(ran.status == done);
    }
    const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
    Dice dice(seed_of_this_run());
    int sealed = 0, killed = 0;
    for (int i = 0; i < (is_full_form() ? 200 : 25); ++i) {
        const std::string database = crowd().copy("killed.db");
        auto arguments = closing;
        arguments.push_back(database);
        // The seal itself is quick and comes last: every other time the knife falls there.
        const auto low = i % 2 == 0 ? 0 : whole.count() * 7 / 10;
        const auto after = std::chrono::microseconds(dice.from_to(low, whole.count() * 11 / 10));
        CAPTURE(i, after.count());
        killed += program.run_and_kill(arguments, after) == 128 + 9 ? 1 : 0;
        const Ran verified = program.run({"journal", "verify", "--db", database});
        CAPTURE(verified.out, verified.err);
        // Killed before there was a journal of this version to look at, the file is as it was.
        CHECK(verified.status == done);
        const std::string batches = answer_of(
            "sqlite3 '" + database +
            "' \"SELECT count(*) FROM journal JOIN streams ON streams.id = stream_id WHERE name = 'exports'\"");
        if (batches == "0\n") {
            CHECK(program.run(arguments).status == done);
        } else {
            CHECK(batches == "1\n");
            ++sealed;
        }
        const Ran written = program.run({"export", "batch", "1", "--db", database, "--format", "csv", "--out",
                                         crowd().scene.path("k" + std::to_string(i))});
        CAPTURE(written.out, written.err);
        CHECK(written.status == done);
        CHECK(written.out.find("as sealed") != std::string::npos);
    }
    INFO(killed << " killed, " << sealed << " of all sealed");
    CHECK(killed > 5);
}

TEST_CASE("a batch whose writing is killed at any moment leaves no half file under a final name, and is written over") {
    const std::string database = crowd().copy("batch.db");
    const Program program(crowd().scene.folder(), {});
    REQUIRE(program.run({"export", "close", "--db", database, "--through", "2026-03-02"}).status == done);
    const auto arguments = [&](const std::string& out) {
        return std::vector<std::string>{"export", "batch", "1", "--db", database, "--format", "all", "--out", out};
    };
    const std::string whole = crowd().scene.path("whole");
    REQUIRE(program.run(arguments(whole)).status == findings);  // dinars cannot be said in UBL
    const auto begin = std::chrono::steady_clock::now();        // of a warm run, like those that are killed
    REQUIRE(program.run(arguments(crowd().scene.path("warm"))).status == findings);
    const auto time = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
    Dice dice(seed_of_this_run());
    std::size_t files = 0, killed = 0;
    // Files get their names last, many at a time: every other time the knife falls there, and goes on falling there
    // until some had theirs.
    const int at_least = is_full_form() ? 100 : 12;
    constexpr int at_most = 200;
    for (int i = 0; i < at_least || (files <= 20 && i < at_most); ++i) {
        const std::string out = crowd().scene.path("killed-" + std::to_string(i));
        CAPTURE(i, out);
        const bool is_early = i % 2 == 0 && i < at_least;
        const auto later = std::max(0, i - at_least) * time.count() / 20;
        const auto after = is_early ? dice.from_to(time.count() / 10, time.count() * 6 / 10)
                                    : dice.from_to(time.count() * 6 / 10, time.count() + later);
        killed += program.run_and_kill(arguments(out), std::chrono::microseconds(after)) == 128 + 9 ? 1 : 0;
        if (fs::exists(out))
            for (const auto& entry : fs::recursive_directory_iterator(out)) {
                if (!entry.is_regular_file() || entry.path().filename().string().starts_with('.')) continue;
                ++files;
                CAPTURE(entry.path().string());
                CHECK(read_file(entry.path().string()) ==
                      read_file(whole + "/" + fs::relative(entry.path(), out).string()));
            }
        CHECK(program.run(arguments(out)).status == findings);
        CHECK(answer_of("diff -r -x '.*' '" + whole + "' '" + out + "'") == "");
    }
    CHECK(killed > 3);
    CHECK(files > 20);
}

TEST_CASE("a disk that fills up while a batch is written is told, and leaves nothing half") {
    const std::string database = crowd().copy("full.db");
    const Program program(crowd().scene.folder(), {});
    REQUIRE(program.run({"export", "close", "--db", database, "--through", "2026-03-02"}).status == done);
    const std::string out = crowd().scene.path("full");
    // SQLite itself needs 32 KiB of shared memory in a file.
    const Ran ran = program.run_limited({"export", "batch", "1", "--db", database, "--format", "jsonl", "--out", out},
                                        std::uint64_t{1} << 16);
    CAPTURE(ran.out, ran.err);
    CHECK(ran.status == failed);
    CHECK(ran.err.find(out + "/adjustments.jsonl") != std::string::npos);
    CHECK(ran.out.empty());
    CHECK(files_in(out).empty());

    fs::create_directory(crowd().scene.path("tmpfs"));
    const std::string mounted = crowd().scene.path("tmpfs");
    if (mount("none", mounted.c_str(), "tmpfs", 0, "size=64k") != 0) {
        WARN("skipped: this process may not mount a small file system");
        return;
    }
    const Ran small =
        program.run({"export", "batch", "1", "--db", database, "--format", "ubl", "--out", mounted + "/ubl"});
    CAPTURE(small.out, small.err);
    CHECK(small.status == failed);
    CHECK(small.err.find("No space left") != std::string::npos);
    std::size_t whole = 0;
    for (const std::string& file : files_in(mounted + "/ubl")) {
        CHECK(read_file(file).ends_with("</CreditNote>\n"));
        ++whole;
    }
    CHECK(whole > 0);

    REQUIRE(mount("none", mounted.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, "") == 0);
    for (const std::string& inside : {mounted + "/ubl", mounted + "/new"}) {
        const Ran closed = program.run({"export", "batch", "1", "--db", database, "--format", "csv", "--out", inside});
        CAPTURE(closed.out, closed.err);
        CHECK(closed.status == failed);
        CHECK(closed.err.find(inside) != std::string::npos);
        CHECK(closed.err.find("Read-only file system") != std::string::npos);
    }
    umount(mounted.c_str());
}

TEST_CASE("a layout that is none, or is called like a format of ours, keeps the program from starting, by its name") {
    const Folder folder;
    fs::copy(MAKEGOOD_SOURCE "/config", folder.path("config"), fs::copy_options::recursive);
    const Program program(folder);
    const auto refused = [&](const std::string& name, const std::string& json, const std::string& words) {
        write_file(folder.path("config/export/" + name), json);
        const Ran ran = program.run({"export", "close", "--db", "new.db", "--through", "2026-01-01"});
        CAPTURE(ran.err, name);
        CHECK(ran.status == failed);
        CHECK(ran.err.find("export/" + name) != std::string::npos);
        CHECK(ran.err.find(words) != std::string::npos);
        CHECK(!fs::exists(folder.path("new.db")));
        fs::remove(folder.path("config/export/" + name));
    };
    const std::string good = read_file(MAKEGOOD_SOURCE "/config/export/netsuite.json");
    refused("mine.json", "{\"rows\": \"heaps\"}", "heaps");
    refused("mine.json", "[", "accepted");
    refused("csv.json", good, "another name");
    refused("all.json", good, "another name");
    refused("netsuite-refused.json", good, "another name");
}
