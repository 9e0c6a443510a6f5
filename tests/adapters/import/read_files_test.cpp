#include "adapters/import/read_files.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "adapters/codec/invoice_json.hpp"
#include "adapters/import/json_lines.hpp"
#include "adapters/import/rejects_writer.hpp"
#include "tests/adapters/import/recorder.hpp"
#include "tests/adapters/import/sheet.hpp"

using namespace makegood;
using namespace makegood::import;

namespace {

/// A folder that goes away with the test.
class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "makegood-import-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    [[nodiscard]] std::string path(const std::string& name) const { return (path_ / name).string(); }
    std::string write(const std::string& name, const std::string& bytes) const {
        std::ofstream(path(name), std::ios::binary) << bytes;
        return path(name);
    }

  private:
    std::filesystem::path path_;
};

std::string content_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

InvoiceDraft one_euro(std::string number) {
    const Currency eur = *Currency::find("EUR");
    const Money one(100, eur);
    const TaxKey key{"O", {}};
    return {InvoiceNumber(std::move(number)),
            Date::from_unix_days(20'000),
            {},
            eur,
            Customer{CustomerId("K7"), "K", {}, {}, {}, {}},
            {},
            {},
            {InvoiceLine{LineId("1"), ServiceName("A"), "A", Decimal(1, 0), {}, Decimal(1, 0), one, key, {}}},
            {},
            {},
            {TaxSubtotal{key, one, Money::zero(eur)}},
            {one, Money::zero(eur), one},
            {},
            {},
            {},
            {}};
}

std::string as_json(const std::string& number) {
    std::string text;
    codec::JsonWriter json(text);
    codec::write_invoice(json, one_euro(number));
    return text + "\n";
}

}  // namespace

TEST_CASE("what a file is, its content says, and what it isn't is a reject with a reason") {
    const Folder folder;
    const auto mapping = read_mapping(sheet_mapping);
    REQUIRE(mapping);
    struct Case {
        const char* name;
        std::string bytes;
        const char* outcome;
        const char* why;
    };
    const Case cases[] = {
        {"a.txt", "No,Day,Who,Land,Item,Text,Pieces,Price\n1,2026-03-29,K7,Austria,A,Apple,1,2\n", "invoice 1\n",
         "CSV"},
        {"b.csv", as_json("7") + "\n" + as_json("9"), "invoice 7\ninvoice 9\n", "JSON lines"},
        {"c.csv", " \n<a/>", "reject : /a: the root element \"a\" of nothing;\n", "XML of another kind"},
        {"d.csv", "", "reject : : an empty file;\n", "nothing"},
        {"e.csv", std::string("a\0b", 3), "reject : : bytes that are not text;\n", "binary"},
        {"f.csv", "\x1F\x8B\x08", "reject : : a compressed file;\n", "compressed"},
        {"g.csv", std::string("\xFF\xFE<\0a\0", 6), "reject : line 1, column 1: UTF-16 or UTF-32;\n", "UTF-16"},
    };
    for (const Case& c : cases) {
        INFO(c.why);
        Recorder recorder;
        const std::vector<std::string> paths{folder.write(c.name, c.bytes)};
        read_files(paths, &*mapping, recorder);
        CHECK(in_words(recorder) == c.outcome);
        CHECK(recorder.bytes_done == c.bytes.size());
        CHECK(recorder.bytes_total == c.bytes.size());
    }
}

TEST_CASE("a file that can't be read doesn't stop the others") {
    const Folder folder;
    const std::vector<std::string> paths{folder.path("absent.xml"), folder.path(""),
                                         folder.write("sheet.csv", "No,Day\n"), folder.write("x.jsonl", as_json("7"))};
    Recorder recorder;
    read_files(paths, nullptr, recorder);
    CHECK(recorder.invoices.size() == 1);
    REQUIRE(recorder.rejects.size() == 3);
    CHECK(recorder.rejects[0].findings[0].expected == "a file that can be read");
    CHECK(recorder.rejects[1].findings[0].found == "not a file");
    CHECK(recorder.rejects[2].findings[0].expected == "--mapping FILE for CSV");
}

TEST_CASE("an XML file over the limit isn't taken into memory") {
    const Folder folder;
    const std::vector<std::string> paths{folder.write("x.xml", "<a>" + std::string(100, 'x') + "</a>")};
    Recorder recorder;
    read_files(paths, nullptr, recorder, {.xml = {.document_bytes_max = 50}, .json_invoice = {}});
    CHECK(in_words(recorder) == "reject : : 107 bytes;\n");
}

TEST_CASE("a bad line of JSON is one reject with its line, and the next line is read") {
    const Folder folder;
    struct Case {
        std::string line;
        const char* why;
    };
    std::string unbalanced = as_json("5");
    unbalanced.replace(unbalanced.find("\"net\":\"1.00\""), 12, "\"net\":\"1.01\"");
    const Case cases[] = {
        {"{\"number\": 8,}\n", "not JSON"},
        {"{\"number\": \"8\"}\n", "fields are missing"},
        {unbalanced, "sums that are off"},
        {"{\"number\": \"" + std::string(json_line_bytes_max, 'x') + "\"}\n", "longer than a document may be"},
    };
    for (const Case& c : cases) {
        INFO(c.why);
        Recorder recorder;
        read_files(std::vector{folder.write("x.jsonl", as_json("1") + c.line + as_json("2"))}, nullptr, recorder);
        CHECK(recorder.invoices.size() == 2);
        REQUIRE(recorder.rejects.size() == 1);
        CHECK(recorder.rejects[0].source.line == 2);
    }
}

TEST_CASE("the rejects file has its name only when it is whole") {
    const Folder folder;
    const std::string path = folder.write("rejects.csv", "older");
    {
        auto writer = RejectsWriter::open(path);
        REQUIRE(writer);
        RejectsWriter rejects = std::move(writer).value();
        rejects.write({"a.csv", 3, "=7"}, {{"line 3", "a, \"b\"", "c"}});
    }
    CHECK(content_of(path) == "older");
    CHECK_FALSE(std::filesystem::exists(path + ".part"));
    {
        RejectsWriter rejects = RejectsWriter::open(path).value();
        rejects.write({"a.csv", 3, "=7"}, {{"line 3", "a, \"b\"", "c"}, {"", "d", "e"}});
        rejects.write({"b.xml", 0, ""}, {{"", "f", "g"}});
        const auto rows = rejects.finish();
        REQUIRE(rows);
        CHECK(*rows == 3);
    }
    CHECK(content_of(path) ==
          "file,line,document,pointer,found,expected\r\n"
          "a.csv,3,'=7,line 3,\"a, \"\"b\"\"\",c\r\n"
          "a.csv,3,'=7,,d,e\r\n"
          "b.xml,,,,f,g\r\n");
    CHECK_FALSE(RejectsWriter::open(folder.path("no/such/folder.csv")));
}
