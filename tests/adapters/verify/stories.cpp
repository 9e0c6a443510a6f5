#include "tests/adapters/verify/stories.hpp"

#include "adapters/vault/vault.hpp"

namespace makegood::verify {

using given::Bill;
using given::of_lines;
using given::whole;

given::Desk Office::desk() const {
    given::Desk desk;
    desk.numbers = numbers_;
    desk.now = now_ + std::chrono::hours(1);
    return desk;
}

void Office::restart(const SeriesMark& mark, std::uint64_t lost_sequence) {
    file_.append("company", now_, Actor{"makegood"}, NumbersRestarted{mark, lost_sequence});
    numbers_ = NumberBook(mark);
}

void Office::resume(std::uint64_t sequence, const std::string& hash, NumberBook book) {
    file_.append("company", now_, Actor{"makegood"}, NumbersResumed{sequence, hash});
    numbers_ = std::move(book);
}

void Office::file(given::Desk& desk) {
    const std::string& number = desk.books().invoice->number.text();
    if (number != filed_number_) filed_ = 0;
    for (; filed_ < desk.journal.size(); ++filed_) {
        const Recorded& recorded = desk.journal[filed_];
        file_.append("invoice:" + number, recorded.at, recorded.actor, recorded.event);
    }
    filed_number_ = number;
    numbers_ = desk.numbers;
    now_ = desk.now;
}

namespace {

void approve(given::Desk& desk, const Saying& saying, std::optional<SettlementKind> wish = {}) {
    desk.must(Approve{desk.invoke(saying, wish)});
}

void line_by_line(Office& office) {
    auto desk = office.desk();
    desk.record(Bill("EUR", "R-1").line("68.33").line("68.33").line("57.50").line("85.00").stored_tax({"55.83"}));
    for (const char* line : {"3", "1", "4", "2"}) approve(desk, of_lines({{line, "0.00"}}));
    office.file(desk);
}

void paid_and_refunded(Office& office) {
    auto desk = office.desk();
    desk.record(Bill("EUR", "R-2").line("100.00").line("100.00").allowance("20.00").prepaid("50.00").paid("100.00"));
    desk.must(Acknowledge{desk.invoke(of_lines({{"1", "45.00"}}))});
    desk.must(AddNote{desk.claim(1).id, Personal("called back")});
    desk.must(NameCause{desk.claim(1).id, Cause{TeamName("quarry"), "the faulty screen", {}, {}}});
    desk.must(Approve{desk.claim(1).id});
    approve(desk, whole("60.00"), SettlementKind::balance);
    office.file(desk);
}

void several_rates(Office& office) {
    auto desk = office.desk();
    desk.record(Bill("EUR", "R-3")
                    .line("120.00")
                    .line("-20.00")
                    .line("80.00", "S", "10")
                    .line("33.33", "Z", "")
                    .charge("10.00")
                    .allowance("7.77", "S", "10")
                    .rounding("0.03")
                    .credited("ERP-1", "20.00", "2.50"));
    approve(desk, whole("150.00"));
    desk.must(
        RecordCreditElsewhere{InvoiceNumber("R-3"),
                              given::currency("EUR"),
                              {"ERP-2", {given::money("10.00"), given::money("1.00"), given::money("11.00")}, {}}});
    approve(desk, whole("0.00"));
    office.file(desk);
}

void up_and_away(Office& office) {
    auto desk = office.desk();
    desk.record(Bill("JPY", "R-4").line("1000").line("500"));
    const ClaimId up = desk.invoke(of_lines({{"1", "1200"}, {"2", "400"}}));
    desk.must(Approve{up});
    desk.must(AnswerOffer{up, OfferAnswer::confirmed, "240", "40"});
    const ClaimId declined = desk.invoke(whole("5000"));
    desk.must(Approve{declined});
    desk.must(AnswerOffer{declined, OfferAnswer::declined, "", ""});
    const ClaimId restated = desk.invoke(whole("100"));
    desk.must(StateAnew{restated, given::anew(of_lines({{"2", "0"}}))});
    desk.now = desk.now + std::chrono::hours(24 * 11);
    desk.must(KeepPromise{restated});
    const ClaimId withdrawn = desk.invoke(given::nothing_yet());
    desk.must(StateAnew{withdrawn, given::withdrawal()});
    office.file(desk);
}

void twice_one_line(Office& office) {
    auto desk = office.desk();
    desk.record(Bill("EUR", "R-6").line("100.00"));
    approve(desk, of_lines({{"1", "80.00"}}));
    approve(desk, of_lines({{"1", "70.00"}}));
    office.file(desk);
}

void next_year(Office& office) {
    auto desk = office.desk();
    desk.now = given::instant("2027-01-04T09:00:00Z");
    desk.record(Bill("EUR", "R-5").line("10.00").paid("12.00"));
    approve(desk, of_lines({{"1", "6.00"}}, Basis::gross));
    approve(desk, of_lines({{"1", "4.00"}}));
    office.file(desk);
}

}  // namespace

void tell_stories(JournalFile& file) {
    const std::string content = R"({"a":1})";
    file.append("company", Instant(1'773'133'200'000), Actor{"makegood"},
                ConfigurationActivated{vault::to_hex(vault::Vault().sha256(content)), content});
    file.append("company", Instant(1'773'133'200'000), Actor{"makegood"},
                RulesActivated{"quarry/1", vault::to_hex(vault::Vault().sha256(content)), content});
    Office office(file);
    line_by_line(office);
    paid_and_refunded(office);
    several_rates(office);
    up_and_away(office);
    twice_one_line(office);
    next_year(office);
    file.chain();
    file.project();
}

}  // namespace makegood::verify
