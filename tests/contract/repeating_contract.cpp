#include <catch2/catch.hpp>

#include "tests/contract/desk.hpp"
#include "tests/contract/fakes.hpp"
#include "tests/contract/store_contract.hpp"

namespace makegood::contract {

namespace {

void repeated_key_gets_the_same_answer(Place& place) {
    HandClock clock(monday_morning());
    struct Row {
        Command command;
        const char* key;
        int status;
        const char* why;
    };
    const std::vector<Row> rows = {
        {record("R-1"), "k-1", 201, "an accepted command"},
        {invoke("R-1", worth_of_whole("120.00")), "k-2", 201, "which would be a further statement the second time"},
        {invoke("R-2", worth_of_whole("120.00")), "k-3", 422, "a refusal is an answer too"},
    };
    std::vector<Answer> answers;
    std::size_t events = 0;
    {
        auto store = place.open(company(), clock);
        for (const Row& row : rows) {
            INFO(row.why);
            const Reply first = submit_and_wait(*store, row.command, row.key, "body");
            CHECK(first.completed.answer.status == row.status);
            answers.push_back(first.completed.answer);
            events = whole_journal(*store).size();
            const Reply again = submit_and_wait(*store, row.command, row.key, "body");
            CHECK(again.completed.status == SubmissionStatus::replayed);
            CHECK(again.completed.answer == first.completed.answer);
            CHECK(whole_journal(*store).size() == events);
        }
        (void)submit_and_wait(*store, record("R-2"));
    }
    auto store = place.open(company(), clock);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        INFO(rows[i].why);
        const Reply again = submit_and_wait(*store, rows[i].command, rows[i].key, "body");
        CHECK(again.completed.status == SubmissionStatus::replayed);
        CHECK(again.completed.answer == answers[i]);
    }
    CHECK(whole_journal(*store).size() == events + 1);
}

void other_body_is_refused(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    REQUIRE(submit_and_wait(*store, record("R-1"), "k", "one").was_accepted());
    CHECK(submit_and_wait(*store, record("R-2"), "k", "two").completed.status == SubmissionStatus::key_reused);
    read(*store, [](Reader& reader) { CHECK(!reader.invoice(InvoiceNumber("R-2"))); });
}

void key_in_flight_is_told(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    BusyWriter busy(*store);
    auto first = submit(*store, record("R-1"), "k", "one");
    CHECK(submit_and_wait(*store, record("R-1"), "k", "one").completed.status == SubmissionStatus::key_in_flight);
    auto other = submit(*store, record("R-2"), "another", "one");
    busy.let_go();
    CHECK(first.get().was_accepted());
    CHECK(other.get().was_accepted());
    CHECK(submit_and_wait(*store, record("R-1"), "k", "one").completed.status == SubmissionStatus::replayed);
}

void keys_of_two_principals_are_two_keys(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    struct Row {
        const char* principal;
        const char* route;
        const char* key;
        const char* why;
    };
    const Row rows[] = {
        {"office", "POST /v1/invoices", "k", "the first"},
        {"office", "POST /v1/claims", "k", "another route"},
        {"finance", "POST /v1/invoices", "k", "another principal"},
        {"office", "POST /v1/invoicesk", "", "the same letters, cut elsewhere"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        std::promise<Completed> completed;
        Submission submission{record("R-1"), office(), {}, IdempotencyKey{row.principal, row.route, row.key, {}}, {}};
        store->submit(std::move(submission), [&](Completed c) { completed.set_value(std::move(c)); });
        CHECK(completed.get_future().get().status == SubmissionStatus::done);
    }
}

void server_errors_are_not_kept(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    struct Row {
        int status;
        bool breaks;
        SubmissionStatus second;
        const char* why;
    };
    const Row rows[] = {
        {409, false, SubmissionStatus::replayed, "the caller's doing is final"},
        {500, false, SubmissionStatus::done, "ours is not"},
        {503, false, SubmissionStatus::done, "another attempt may fare better"},
        {201, true, SubmissionStatus::broken, "what broke was not answered"},
    };
    int serial = 0;
    for (const Row& row : rows) {
        INFO(row.why);
        const std::string key = "k-" + std::to_string(++serial);
        const auto attempt = [&] {
            std::promise<Completed> completed;
            Submission submission{invoke("R-none", worth_of_whole("1.00")),
                                  office(),
                                  {},
                                  IdempotencyKey{"office", "route", key, {}},
                                  [&](const Outcome&) -> Answer {
                                      if (row.breaks) throw std::runtime_error("a test may break things");
                                      return {row.status, {}, {}, {}};
                                  }};
            store->submit(std::move(submission), [&](Completed c) { completed.set_value(std::move(c)); });
            return completed.get_future().get().status;
        };
        (void)attempt();
        CHECK(attempt() == row.second);
    }
}

}  // namespace

std::vector<Clause> repeating_contract() {
    return {
        {"law 12: a repeated request gets the same answer, refusals too, also after reopening",
         repeated_key_gets_the_same_answer},
        {"law 12: a key with another body is refused and does nothing", other_body_is_refused},
        {"law 12: a key whose first request is not answered yet is in flight", key_in_flight_is_told},
        {"law 12: a key belongs to one principal and one route", keys_of_two_principals_are_two_keys},
        {"law 12: answers of 500 and above are not kept", server_errors_are_not_kept},
    };
}

}  // namespace makegood::contract
