#include "adapters/export/date_format.hpp"

#include <catch2/catch.hpp>

using namespace makegood;
using namespace makegood::exports;

TEST_CASE("days are written and read as the format says, and no other way") {
    struct Row {
        DateFormat format;
        std::string text;
        std::string iso;  // "" is nothing
    };
    for (const Row& row : {
             Row{DateFormat::year_month_day, "2026-03-05", "2026-03-05"},
             Row{DateFormat::day_month_year, "05/03/2026", "2026-03-05"},
             Row{DateFormat::month_day_year, "03/05/2026", "2026-03-05"},
             Row{DateFormat::day_month_year, "5/3/2026", "2026-03-05"},
             Row{DateFormat::day_month_year, "29/02/2025", ""},
             Row{DateFormat::month_day_year, "13/01/2026", ""},
             Row{DateFormat::day_month_year, "2026-03-05", ""},
             Row{DateFormat::year_month_day, "05/03/2026", ""},
             Row{DateFormat::day_month_year, "05/03/26", ""},
             Row{DateFormat::day_month_year, "005/3/2026", ""},
             Row{DateFormat::day_month_year, "/3/2026", ""},
             Row{DateFormat::day_month_year, "05/+3/2026", ""},
             Row{DateFormat::day_month_year, "05/03/2026 ", ""},
             Row{DateFormat::day_month_year, "", ""},
         }) {
        INFO(row.text);
        const auto date = read_date(row.text, row.format);
        CHECK((date ? to_text(*date) : "") == row.iso);
        if (date && row.text.size() == 10) CHECK(write_date(*date, row.format) == row.text);
    }
}
