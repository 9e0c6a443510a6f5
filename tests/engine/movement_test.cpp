#include "engine/adjustment/movement.hpp"

#include <algorithm>
#include <numeric>

#include <catch2/catch.hpp>

#include "tests/engine/given/bill.hpp"

using namespace makegood;
using given::Bill;
using given::money;
using given::of_lines;
using given::whole;
using given::worths;

namespace {

std::string text(const std::optional<Movement>& movement) {
    if (!movement) return "nothing";
    const Totals& t = movement->totals;
    return to_text(t.net) + "+" + to_text(t.tax) + "=" + to_text(t.gross);
}

Bill quarry() {
    return Bill().line("68.33").line("68.33").line("57.50").line("85.00");
}

/// Credits what the sayings ask for one after another, and gives each document.
std::vector<std::string> credits(const Bill& bill, const std::vector<Saying>& sayings) {
    const Billing billing = bill.billing();
    Standing standing = Standing::as_billed(billing);
    std::vector<std::string> all;
    for (const Saying& saying : sayings) {
        const MovePlan plan = plan_move(billing, standing, worths(billing, saying));
        all.push_back(text(plan.credit));
        standing = plan.after_credit;
    }
    return all;
}

}  // namespace

TEST_CASE("the examples of the design come out to the cent") {
    struct Row {
        Bill bill;
        std::vector<Saying> sayings;
        std::vector<std::string> credits;
        const char* why;
    };
    const auto net = Basis::net;
    std::vector<std::pair<std::string, std::string>> all_ten;
    Bill ten;
    for (int i = 1; i <= 10; ++i) {
        ten.line("0.02");
        all_ten.emplace_back(std::to_string(i), "0.00");
    }
    ten.stored_tax({"0.00"});
    const std::vector<Row> rows = {
        {quarry(),
         {of_lines({{"1", "0.00"}}), of_lines({{"2", "0.00"}}), of_lines({{"3", "0.00"}}), of_lines({{"4", "0.00"}})},
         {"68.33+13.67=82.00", "68.33+13.66=81.99", "57.50+11.50=69.00", "85.00+17.00=102.00"},
         "one line at a time, in the order of the design"},
        {quarry(), {whole("0.00")}, {"279.16+55.83=334.99"}, "all at once"},
        {Bill().line("193.33", "S", "25"), {whole("0.00")}, {"193.33+48.33=241.66"}, "25 %"},
        {ten, {whole("0.00")}, {"0.20+0.00=0.20"}, "ten lines of 0.02, tax rounded away line by line"},
        {ten, {of_lines(all_ten)}, {"0.20+0.00=0.20"}, "the same, said line by line"},
        {ten,
         {of_lines({{"1", "0.00"}}), whole("0.00")},
         {"0.02+0.00=0.02", "0.18+0.00=0.18"},
         "the same, in two goes"},
        {Bill().line("1234.71", "S", "25").stored_tax({"308.63"}),
         {whole("0.00")},
         {"1234.71+308.63=1543.34"},
         "stored tax, five cents below the rate, comes back exactly"},
        {Bill().line("100.00").line("100.00").allowance("20.00"),
         {of_lines({{"1", "0.00"}, {"2", "0.00"}})},
         {"180.00+36.00=216.00"},
         "100 and 100 with an allowance of 20"},
        {Bill().line("100.00").line("100.00").allowance("20.00"),
         {of_lines({{"2", "0.00"}}), of_lines({{"1", "0.00"}})},
         {"90.00+18.00=108.00", "90.00+18.00=108.00"},
         "the same one by one"},
        {Bill().line("100.00"),
         {whole("50.01")},
         {"58.33+11.67=70.00"},
         "50.01 gross cannot be: the next larger credit"},
        {Bill().line("100.00"), {whole("50.02")}, {"58.32+11.66=69.98"}, "50.02 can"},
        {Bill().line("624.78").rounding("0.26"),
         {whole("0.00")},
         {"624.78+124.96=750.00"},
         "the note that exhausts returns the rounding"},
        {Bill().line("624.78").rounding("0.26"), {whole("0.00", net)}, {"624.78+124.96=750.00"}, "also by a net worth"},
        {Bill().line("624.78").rounding("0.26"),
         {of_lines({{"1", "0.00"}})},
         {"624.78+124.96=750.00"},
         "also line by line"},
        {Bill().line("624.78").rounding("0.26"),
         {whole("0.01", net), whole("0.00", net)},
         {"624.77+124.96=749.73", "0.01+0.00=0.27"},
         "the last cent brings it"},
        {Bill().line("624.80").rounding("-0.76"),
         {whole("0.00", net)},
         {"624.80+124.96=749.00"},
         "rounded down: so much less comes back"},
        {Bill().line("624.80").rounding("-0.76"),
         {whole("0.00")},
         {"624.80+124.96=749.00"},
         "and a gross worth of nothing leaves nothing"},
        {quarry(),
         {of_lines({{"1", "0.00"}}), whole("200.00")},
         {"68.33+13.67=82.00", "44.16+8.83=52.99"},
         "after credits of 82.00, 200.00 credits 52.99"},
        {quarry(), {whole("334.99")}, {"nothing"}, "the whole gross as it stands"},
        {quarry(), {whole("279.16", net)}, {"nothing"}, "the whole net as it stands"},
        {quarry(), {of_lines({{"1", "68.33"}, {"4", "85.00"}})}, {"nothing"}, "lines as they stand"},
        {quarry(),
         {whole("200.00"), whole("200.00")},
         {"112.49+22.50=134.99", "nothing"},
         "the same worth a second time"},
        {Bill("JPY").line("1000", "S", "10"), {whole("550")}, {"500+50=550"}, "no digits"},
        {Bill("TND").line("10.000", "S", "19"), {whole("0.000")}, {"10.000+1.900=11.900"}, "three digits"},
        {Bill("CLF").line("1.0001", "S", "19"), {whole("0.0000")}, {"1.0001+0.1900=1.1901"}, "four digits"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        CHECK(credits(row.bill, row.sayings) == row.credits);
    }
}

TEST_CASE("line by line the quarry's tax is 55.83 and all of it 334.99, in each of the 24 orders") {
    std::vector<std::string> order = {"1", "2", "3", "4"};
    int orders = 0;
    do {
        const Billing billing = quarry().billing();
        Standing standing = Standing::as_billed(billing);
        Money tax = money("0.00");
        Money gross = money("0.00");
        for (const std::string& line : order) {
            const MovePlan plan = plan_move(billing, standing, worths(billing, of_lines({{line, "0.00"}})));
            REQUIRE(plan.credit);
            tax += plan.credit->totals.tax;
            gross += plan.credit->totals.gross;
            standing = plan.after_credit;
        }
        CHECK(tax == money("55.83"));
        CHECK(gross == money("334.99"));
        ++orders;
    } while (std::next_permutation(order.begin(), order.end()));
    CHECK(orders == 24);
}

TEST_CASE("a worth of the whole scales what stands, on its own basis, the odd cents to the largest remainders") {
    struct Row {
        Bill bill;
        Saying before, saying;
        std::vector<std::string> lines;
        const char* why;
    };
    const auto net = Basis::net;
    const std::vector<Row> rows = {
        {Bill().line("100.00").line("50.00"), of_lines({}), whole("75.00", net), {"50.00", "25.00"}, "half"},
        {Bill().line("1.00").line("1.00").line("1.00"),
         of_lines({}),
         whole("1.00", net),
         {"0.34", "0.33", "0.33"},
         "a tie goes by line order"},
        {Bill().line("100.00").line("100.00"),
         of_lines({{"1", "50.00"}}),
         whole("75.00", net),
         {"25.00", "50.00"},
         "an earlier credit counts"},
        {Bill().line("100.00").line("100.00"),
         of_lines({{"1", "0.00"}}),
         whole("50.00", net),
         {"0.00", "50.00"},
         "what does not stand takes nothing"},
        {Bill().line("100.00").line("100.00", "S", "10"),
         of_lines({}),
         whole("115.00"),
         {"50.00", "50.00"},
         "gross over two rates"},
        {Bill().line("100.00", "Z", "0").line("100.00", "AE", "0"),
         of_lines({}),
         whole("50.00"),
         {"25.00", "25.00"},
         "two categories of 0 %"},
        {Bill().line("100.00").line("20.00", "E", "0").line("-30.00", "E", "0"),
         of_lines({}),
         whole("40.00", net),
         {"50.00", "20.00", "-30.00"},
         "what cannot be credited stays, and counts"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        const Billing billing = row.bill.billing();
        Standing standing = Standing::as_billed(billing);
        standing = plan_move(billing, standing, worths(billing, row.before)).after_credit;
        const MovePlan plan = plan_move(billing, standing, worths(billing, row.saying));
        std::vector<std::string> lines;
        for (const Money& line : plan.after_offer.lines) lines.push_back(to_text(line));
        CHECK(lines == row.lines);
        CHECK(plan.out_of_reach.is_zero());
    }
}

TEST_CASE("a gross worth that tax steps over says how far it is from what was reached") {
    struct Row {
        const char *worth, *reached, *out_of_reach;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"50.02", "50.02", "0.00", "it can be reached"},
        {"50.01", "50.00", "0.01", "tax steps over it"},
        {"0.00", "0.00", "0.00", "nothing is always reached"},
        {"0.03", "0.02", "0.01", "at the bottom"},
        {"120.00", "120.00", "0.00", "as it stands"},
    }));
    INFO(row.why);
    const Billing billing = Bill().line("100.00").billing();
    const MovePlan plan = plan_move(billing, Standing::as_billed(billing), worths(billing, whole(row.worth)));
    CHECK(to_text(plan.after_credit.totals(billing).gross) == row.reached);
    CHECK(to_text(plan.out_of_reach) == row.out_of_reach);
}

TEST_CASE("a gross worth of a line says how far it is from what was reached, too") {
    const Billing billing = Bill().line("100.00").billing();
    const Standing standing = Standing::as_billed(billing);
    const MovePlan plan = plan_move(billing, standing, worths(billing, of_lines({{"1", "50.01"}}, Basis::gross)));
    CHECK(text(plan.credit) == "58.33+11.67=70.00");
    CHECK(to_text(plan.out_of_reach) == "0.01");
}

TEST_CASE("a worth above what stands becomes an offer, first towards billed, then in proportion to it") {
    struct Row {
        Bill bill;
        Saying before, saying;
        std::string credit, offer;
        std::vector<std::string> lines;
        const char* why;
    };
    const auto net = Basis::net;
    const Bill two = Bill().line("100.00").line("50.00");
    const std::vector<Row> rows = {
        {two,
         of_lines({}),
         whole("180.00", net),
         "nothing",
         "30.00+6.00=36.00",
         {"120.00", "60.00"},
         "beyond billed, in proportion"},
        {two,
         of_lines({{"1", "0.00"}}),
         whole("90.00", net),
         "nothing",
         "40.00+8.00=48.00",
         {"40.00", "50.00"},
         "restored where it is missing"},
        {two,
         of_lines({{"1", "0.00"}}),
         whole("180.00", net),
         "nothing",
         "130.00+26.00=156.00",
         {"120.00", "60.00"},
         "restored, then beyond"},
        {two,
         whole("0.00"),
         whole("75.00", net),
         "nothing",
         "75.00+15.00=90.00",
         {"50.00", "25.00"},
         "where nothing stands, by billed"},
        {two,
         of_lines({}),
         of_lines({{"1", "90.00"}, {"2", "60.00"}}),
         "10.00+2.00=12.00",
         "10.00+2.00=12.00",
         {"90.00", "60.00"},
         "down and up apart"},
        {two,
         of_lines({}),
         whole("180.03"),
         "nothing",
         "0.02+0.00=0.02",
         {"100.01", "50.01"},
         "180.03 cannot be: upwards the next smaller"},
        {two, of_lines({}), whole("240.00"), "nothing", "50.00+10.00=60.00", {"133.33", "66.67"}, "gross"},
        {Bill().line("0.00").line("1.00"),
         of_lines({}),
         of_lines({{"1", "10.00"}}),
         "nothing",
         "10.00+2.00=12.00",
         {"10.00", "1.00"},
         "a free line that was worth something"},
        {Bill().line("0.20").stored_tax({"0.00"}),
         of_lines({}),
         whole("1.20", net),
         "nothing",
         "1.00+0.20=1.20",
         {"1.20"},
         "above billed the rate holds"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        const Billing billing = row.bill.billing();
        Standing standing = Standing::as_billed(billing);
        standing = plan_move(billing, standing, worths(billing, row.before)).after_credit;
        const MovePlan plan = plan_move(billing, standing, worths(billing, row.saying));
        CHECK(text(plan.credit) == row.credit);
        CHECK(text(plan.offer) == row.offer);
        std::vector<std::string> lines;
        for (const Money& line : plan.after_offer.lines) lines.push_back(to_text(line));
        CHECK(lines == row.lines);
    }
}

TEST_CASE("lines stated at the gross that is on the invoice move nothing, beside others that come down") {
    // 68.33 at 20 % is 82.00 on every copy of the invoice, and the customer repeats it.
    const Billing billing = quarry().billing();
    const Standing standing = Standing::as_billed(billing);
    const Saying saying = of_lines({{"1", "0.00"}, {"2", "82.00"}, {"3", "69.00"}, {"4", "102.00"}}, Basis::gross);
    const MovePlan plan = plan_move(billing, standing, worths(billing, saying));
    CHECK_FALSE(plan.offer);
    CHECK(plan.after_credit.lines[1] == money("68.33"));
    CHECK(plan.after_credit.lines[2] == money("57.50"));
    CHECK(plan.after_credit.lines[3] == money("85.00"));
}

TEST_CASE("when every line is stated gross, the customer never pays more than they said in all") {
    for (const char* worth : {"0.03", "0.10", "0.15", "0.21", "0.50", "0.99", "1.00", "1.04"}) {
        INFO(worth);
        const Bill bill = Bill().line("1.00").line("1.00").line("1.00").line("1.00").line("1.00");
        const Billing billing = bill.billing();
        const Saying saying =
            of_lines({{"1", worth}, {"2", worth}, {"3", worth}, {"4", worth}, {"5", worth}}, Basis::gross);
        const MovePlan plan = plan_move(billing, Standing::as_billed(billing), worths(billing, saying));
        const Money said = scale(money(worth), money("0.05"), money("0.01"), Rounding::toward_zero);
        CHECK(plan.after_credit.totals(billing).gross <= said);
    }
}

TEST_CASE("gross worths of lines, repeated when they stand, move nothing more") {
    const Billing billing = Bill().line("1.00").line("1.00").line("1.00").line("1.01").line("0.99").billing();
    for (const char* worth : {"0.03", "0.10", "0.15", "0.21", "0.50", "0.82", "0.99", "1.00"}) {
        INFO(worth);
        const auto said =
            worths(billing, of_lines({{"1", worth}, {"2", worth}, {"3", worth}, {"5", worth}}, Basis::gross));
        const MovePlan once = plan_move(billing, Standing::as_billed(billing), said);
        const MovePlan twice = plan_move(billing, once.after_credit, said);
        CHECK(text(twice.credit) == "nothing");
        CHECK(text(twice.offer) == "nothing");
    }
}

TEST_CASE("each (category, rate) keeps its own tax on a document, 0 % and 0 % apart") {
    const Billing billing = Bill().line("50.00", "Z", "0").line("50.00", "AE", "0").billing();
    const Standing standing = Standing::as_billed(billing);
    const MovePlan one = plan_move(billing, standing, worths(billing, of_lines({{"1", "0.00"}})));
    REQUIRE(one.credit);
    REQUIRE(one.credit->tax.size() == 1);
    CHECK(billing.groups[one.credit->tax[0].group].key.category == "Z");
    CHECK(one.credit->tax[0].base == money("50.00"));

    const MovePlan both = plan_move(billing, standing, worths(billing, whole("0.00")));
    REQUIRE(both.credit);
    REQUIRE(both.credit->tax.size() == 2);
    CHECK(billing.groups[both.credit->tax[1].group].key.category == "AE");
    CHECK(both.credit->totals.gross == money("100.00"));
}

TEST_CASE("a (category, rate) that is not positive cannot be credited, whatever is said of its lines") {
    const Billing billing = Bill().line("100.00").line("20.00", "E", "0").line("-30.00", "E", "0").billing();
    const Standing standing = Standing::as_billed(billing);
    CHECK_FALSE(plan_move(billing, standing, worths(billing, of_lines({{"2", "0.00"}}))).credit);
    const MovePlan plan = plan_move(billing, standing, worths(billing, whole("0.00")));
    REQUIRE(plan.credit);
    CHECK(plan.after_credit.totals(billing).gross == money("0.00"));
    CHECK(plan.after_credit.lines[1] == money("20.00"));
}

TEST_CASE("a credit given elsewhere counts against what stands, and our notes give back the rest to the cent") {
    struct Row {
        Bill bill;
        const char *net, *tax;
        std::string rest, over;
        const char* why;
    };
    const std::vector<Row> rows = {
        {Bill().line("100.00"), "50.00", "10.00", "50.00+10.00=60.00", "0.00", "half of it was credited by the ERP"},
        {Bill().line("100.00"), "100.00", "20.00", "nothing", "0.00", "all of it"},
        {Bill().line("100.00"), "50.00", "9.99", "50.00+10.01=60.01", "0.00", "their odd cent of tax stays theirs"},
        {Bill().line("100.00"), "110.00", "22.00", "nothing", "12.00", "more than stood is recorded"},
        {Bill().line("100.00").line("100.00", "S", "10"), "20.00", "3.00", "180.00+27.00=207.00", "0.00",
         "over two rates"},
        {quarry(), "5.58", "1.12", "273.58+54.71=328.29", "0.00", "a cash discount of 2 %"},
        {Bill().line("624.78").rounding("0.26"), "100.00", "20.00", "524.78+104.96=630.00", "0.00",
         "the rounding comes with the rest"},
        {Bill().line("100.00"), "0.00", "20.00", "100.00+0.00=100.00", "0.00",
         "tax alone: it should not have been charged"},
        {Bill().line("100.00"), "100.00", "0.00", "0.00+20.00=20.00", "0.00",
         "net alone: the tax still stands and can come back"},
        {Bill().line("100.00"), "100.00", "15.00", "0.00+5.00=5.00", "0.00", "most of the tax"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        const Billing billing = row.bill.billing();
        const Standing standing = Standing::as_billed(billing);
        const Money net = money(row.net);
        const Money tax = money(row.tax);
        const ElsewhereEffect effect = credit_elsewhere(billing, standing, {"G-1", {net, tax, net + tax}, {}});
        CHECK(to_text(effect.over_credited) == row.over);
        const Totals before = standing.totals(billing);
        const Totals after = effect.after.totals(billing);
        CHECK(before.gross - after.gross == net + tax - effect.over_credited);
        const MovePlan plan = plan_move(billing, effect.after, worths(billing, whole("0.00")));
        CHECK(text(plan.credit) == row.rest);
        CHECK(plan.after_credit.totals(billing).gross.is_zero());
    }
}

TEST_CASE("a credit given elsewhere that says how it divides is taken at its word") {
    const Billing billing = Bill().line("100.00").line("100.00", "S", "10").billing();
    const Standing standing = Standing::as_billed(billing);
    const CreditElsewhere credit{"G-1",
                                 {money("50.00"), money("5.00"), money("55.00")},
                                 {{billing.groups[1].key, money("50.00"), money("5.00")}}};
    const ElsewhereEffect effect = credit_elsewhere(billing, standing, credit);
    CHECK(effect.over_credited.is_zero());
    CHECK(effect.after.lines == std::vector<Money>{money("100.00"), money("50.00")});
    CHECK(effect.after.tax(billing, 0) == money("20.00"));
    CHECK(effect.after.tax(billing, 1) == money("5.00"));
}

TEST_CASE("a credit given elsewhere lowers what stands by all of it, also under a key that the invoice has not") {
    const Billing billing = Bill().line("100.00").billing();
    const Standing standing = Standing::as_billed(billing);
    const CreditElsewhere credit{
        "G-1", {money("50.00"), money("0.00"), money("50.00")}, {{{"O", std::nullopt}, money("50.00"), money("0.00")}}};
    const ElsewhereEffect effect = credit_elsewhere(billing, standing, credit);
    CHECK(effect.after.totals(billing).gross == money("70.00"));
    CHECK(effect.over_credited.is_zero());
}

TEST_CASE("a credit given elsewhere may name a (category, rate) in two rows") {
    const Billing billing = Bill().line("100.00").billing();
    const TaxKey key = billing.groups[0].key;
    const CreditElsewhere credit{"G-1",
                                 {money("50.00"), money("10.00"), money("60.00")},
                                 {{key, money("20.00"), money("4.00")}, {key, money("30.00"), money("6.00")}}};
    const ElsewhereEffect effect = credit_elsewhere(billing, Standing::as_billed(billing), credit);
    CHECK(effect.after.totals(billing).gross == money("60.00"));
    CHECK(effect.over_credited.is_zero());
}
