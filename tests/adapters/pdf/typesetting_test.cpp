#include <cstdlib>
#include <ctime>
#include <fstream>
#include <sstream>
#include <thread>

#include <catch2/catch.hpp>

#include "adapters/pdf/sheet.hpp"
#include "tests/adapters/pdf/given.hpp"
#include "tests/adapters/pdf/printed.hpp"

namespace makegood::pdf {

namespace {

Story with(const std::string& description, const std::string& name = "Northgate") {
    Bill bill;
    bill.line(description, "100.00");
    bill.draft.customer.name = name;
    Story story(bill.finished());
    story.lines({{"1", "40.00"}});
    return story;
}

std::string zalgo(int marks) {
    std::string text = "z";
    for (int i = 0; i < marks; ++i) text += "\u0301";
    return text;
}

std::string bytes_of(const Story& story) {
    auto pdf = render(story.letter());
    if (!pdf) FAIL(pdf.error());
    return *std::move(pdf);
}

}  // namespace

TEST_CASE("names and descriptions in any script are shaped, and copy as they came") {
    struct Row {
        const char* text;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"Größenprüfung Łódź Ærøskøbing", "Latin"},
        {"Αθήνα Москва Ђорђе", "Greek and Cyrillic"},
        {"مؤسسة الحصى الشمالية", "Arabic joins its letters, right to left"},
        {"סינון חצץ במחצבה", "Hebrew, right to left"},
        {"株式会社山田砂利工業", "Japanese"},
        {"北方砂石有限公司", "Chinese"},
        {"자갈 선별 주식회사", "Korean"},
        {"บริษัทกรวดเหนือ", "Thai has marks above and below"},
        {"उत्तरी बजरी", "Devanagari reorders vowels"},
        {"office fluff ffi", "ligatures are letters again"},
        {"100 € ½ – “quoted”", "signs"},
        {"砂利 / الحصى / חצץ / gravel", "all of them in one line"},
    }));
    CAPTURE(row.why);
    const Printed printed(render(with(row.text, row.text).letter()));
    CHECK(printed.complaint() == "");
    const std::string aloud = printed.read_aloud();
    CAPTURE(aloud);
    std::istringstream words(row.text);
    for (std::string word; words >> word;) {
        CAPTURE(word);
        CHECK(has(printed.text(), word));
        CHECK(has(aloud, word));
    }
}

TEST_CASE("no text can harm the page") {
    struct Row {
        std::string text;
        const char* kept;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {std::string("bell\x07 and nul\0 here", 19), "bell and nul here", "control characters"},
        {"one\r\ntwo\tthree", "one two three", "line ends"},
        {"broken \xff\xc3 bytes", "bytes", "no UTF-8"},
        {"pay \u202E00.001\u202C now", "pay 00.001 now", "a forced direction would turn figures round"},
        {"a\u2028b\u2029c", "a b c", "separators of lines and paragraphs"},
        {"<b>&amp;</b> %n $x {0}", "<b>&amp;</b> %n $x {0}", "markup is text"},
        {"(unbalanced \\ ) brackets (", "(unbalanced \\ ) brackets (", "PDF's own syntax"},
        {"face \xF0\x9F\x98\x80 sign", "sign", "an emoji"},
        {"tower " + zalgo(150), "tower", "marks upon marks"},
        {std::string(200, '\xCC'), "", "halves of characters"},
    }));
    CAPTURE(row.why);
    const Printed printed(render(with(row.text, row.text).letter()));
    CHECK(printed.complaint() == "");
    CAPTURE(printed.text());
    CHECK(has(printed.text(), row.kept));
    CHECK(has(printed.text(), "Total credit GBP 72.00"));
}

TEST_CASE("a long word, a long name and a long description are broken, not cut") {
    const std::string word(300, 'W');
    const std::string description = [] {
        std::string all;
        for (int i = 0; all.size() < 1990; ++i) all += "word" + std::to_string(i) + " ";
        return all;
    }();
    const std::string name = std::string(195, 'N') + " Ltd.";
    for (const std::string& text : {word, description}) {
        const Printed printed(render(with(text, name).letter()));
        CHECK(printed.complaint() == "");
        const std::string text_in_order = printed.in_order();
        CHECK(has(text_in_order, text));
        CHECK(has(text_in_order, name));
        CHECK(has(printed.text(), "Total credit GBP 72.00"));
    }
}

TEST_CASE("long documents repeat the head of the table, number their pages and lose no line") {
    const Story story = many(300);
    const Printed printed(render(story.letter()));
    CHECK(printed.complaint() == "");
    const int pages = printed.pages();
    REQUIRE(pages > 5);
    int heads = 0;
    for (int page = 1; page <= pages; ++page) {
        const std::string text = printed.page(page);
        CAPTURE(page, text);
        CHECK(has(text, std::to_string(page) + " / " + std::to_string(pages)));
        CHECK(has(text, "Credit note CN-2026-000002"));
        heads += has(text, "amounts in EUR Billed Worth before Worth now Credited") ? 1 : 0;
    }
    CHECK(heads >= pages - 1);
    const std::string aloud = printed.read_aloud();
    for (const AdjustedLine& line : story.adjustment->lines) {
        CAPTURE(line.line.text());
        CHECK(has(aloud, "TD \"" + line.line.text() + "\" TD"));
    }
    CHECK(has(aloud, "Total credit"));
}

TEST_CASE("time for a line does not grow with the number of lines") {
    const Story few = many(250);
    const Story lots = many(2000);
    const auto ms_for = [](const Story& story) {
        const std::clock_t start = std::clock();
        REQUIRE(bytes_of(story).size() > 1000);
        return 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    };
    const double few_ms = std::min(ms_for(few), ms_for(few));
    const double lots_ms = ms_for(lots);
    CAPTURE(few_ms, lots_ms);
    CHECK(lots_ms < 2.5 * 8 * few_ms);
}

TEST_CASE("ten thousand lines are one document") {
    const Printed printed(render(many(10'000).letter()));
    CHECK(printed.complaint() == "");
    CHECK(has(printed.page(printed.pages()), "Alex Morgan"));
}

TEST_CASE("the letter in the file that MAKEGOOD_LETTER names", "[.letter]") {
    const char* path = std::getenv("MAKEGOOD_LETTER");
    REQUIRE(path != nullptr);
    std::ofstream(path, std::ios::binary) << bytes_of(many(40));
}

TEST_CASE("the same letter has the same bytes: again, in another process, zone, language and home, and later") {
    const std::string first = bytes_of(many(40));
    (void)bytes_of(plain());  // what was written in between is no matter
    CHECK(bytes_of(many(40)) == first);

    const auto path = std::filesystem::temp_directory_path() / "makegood-letter.pdf";
    const std::time_t then = std::time(nullptr);
    while (std::time(nullptr) <= then + 1) continue;
    for (const char* environment :
         {"TZ=Pacific/Auckland LANG=ar_EG.UTF-8 LC_ALL=C LANGUAGE=zh PANGO_LANGUAGE=ja:ar FC_LANG=tr",
          "TZ=America/New_York LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8 HOME=/nonexistent XDG_CACHE_HOME=/nonexistent "
          "FONTCONFIG_FILE=/nonexistent SOURCE_DATE_EPOCH=1",
          "-i"}) {
        CAPTURE(environment);
        const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
        const std::string said = output_of("env " + std::string(environment) + " MAKEGOOD_LETTER=" + path.string() +
                                           " " + self + " '[.letter]'");
        CAPTURE(said);
        std::ifstream file(path, std::ios::binary);
        std::ostringstream bytes;
        bytes << file.rdbuf();
        CHECK(bytes.str() == first);
        std::filesystem::remove(path);
    }
}

TEST_CASE("letters written by several threads at once are the same letter") {
    const Story story = many(5);
    const std::string alone = bytes_of(story);
    const Letter letter = story.letter();
    std::vector<std::string> written(4);
    std::vector<std::thread> threads;
    for (std::string& pdf : written)
        threads.emplace_back([&pdf, &letter] {
            for (int i = 0; i < 5; ++i)
                if (auto made = render(letter)) pdf = *std::move(made);
        });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& pdf : written) CHECK(pdf == alone);
}

TEST_CASE("the fonts of scripts/setup are there, and without them the machine's own help out") {
    CHECK(fonts_missing() == std::vector<std::string>{});

    const Typefaces others("/nowhere");
    CHECK(others.missing() == std::vector<std::string>{"Noto Sans (fonts-noto-core)",
                                                       "Noto Sans CJK JP (fonts-noto-cjk)",
                                                       "DejaVu Sans (fonts-dejavu-core)"});
    REQUIRE_FALSE(others.is_empty());
    std::string pdf;
    Sheet sheet(pdf, others, HanForms::simplified, {"Title", "Author", day("2026-11-28")});
    sheet.put(sheet.lay("Gravel الحصى 砂利", {}), mm(25), mm(50));
    sheet.next_page();
    REQUIRE(sheet.finish() == "");
    const Printed printed{Result<std::string, std::string>(pdf)};
    CHECK(printed.complaint() == "");
    CHECK(has(printed.text(), "Gravel"));
}

TEST_CASE("Han characters have the forms of the customer's country") {
    struct Row {
        const char* country;
        const char* name;
        HanForms forms;
    };
    const Row row = GENERATE(values<Row>({
        {"JP", "山田", HanForms::japanese},
        {"CN", "山田", HanForms::simplified},
        {"TW", "山田", HanForms::traditional},
        {"HK", "山田", HanForms::hong_kong},
        {"KR", "山田", HanForms::korean},
        {"AT", "山田カフェ", HanForms::japanese},
        {"AT", "山田 카페", HanForms::korean},
        {"AT", "Cafe", HanForms::simplified},
    }));
    CAPTURE(row.country, row.name);
    const Customer customer{CustomerId("1"), row.name, {}, {}, Address{{}, {}, {}, row.country}, {}};
    CHECK(han_forms_of(customer) == row.forms);
}

}  // namespace makegood::pdf
