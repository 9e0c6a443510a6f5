#include "tests/scenario/story.hpp"

#include <future>
#include <map>
#include <sstream>
#include <stdexcept>

#include "adapters/http/api/api.hpp"
#include "adapters/http/target.hpp"
#include "tests/scenario/answer_fields.hpp"
#include "tests/scenario/scene.hpp"

namespace makegood::scenario {

namespace {

/// A role is its own token.
struct RoleBearers : Principals {
    std::optional<Actor> find(std::string_view token) override {
        static const std::map<std::string_view, Actor> actors = {
            {"president", {"Ruth Dale", Role::president, {}}},    {"office", {"The office", Role::office, {}}},
            {"finance", {"Finance", Role::finance, {}}},          {"auditor", {"The auditor", Role::auditor, {}}},
            {"integration", {"Web shop", Role::integration, {}}}, {"admin", {"Operator", Role::admin, {}}},
        };
        const auto found = actors.find(token);
        return found == actors.end() ? std::nullopt : std::optional(found->second);
    }
};

/// Keeps the one answer that it is given.
struct Letterbox : http::ResponseSink {
    std::promise<http::Response> answer;
    void deliver(http::Ticket, std::optional<http::Response> response) noexcept override {
        answer.set_value(response ? std::move(*response) : http::Response{500, {}, {}, {}});
    }
};

class Storyteller {
  public:
    explicit Storyteller(const std::string& story) : api_(scene_.store(), bearers_, scene_.crypto(), scene_.clock()) {
        std::istringstream lines(story);
        for (std::string line; std::getline(lines, line);) lines_.push_back(line);
    }

    std::string tell() {
        while (at_ < lines_.size()) {
            const std::string line = lines_[at_++];
            if (line.starts_with("then ")) {
                told_ += outcome(line);
                (void)take_indented();  // what came out when it was approved
                continue;
            }
            told_ += line + "\n";
            if (line.starts_with("it is ")) pass_time(line.substr(6));
            if (line.starts_with("given ")) act(line.substr(6));
            if (line.starts_with("when ")) act(line.substr(5));
        }
        return told_;
    }

  private:
    std::string take_indented() {
        std::string body;
        for (; at_ < lines_.size() && lines_[at_].starts_with("    "); ++at_) body += lines_[at_] + "\n";
        return body;
    }

    void pass_time(const std::string& text) {
        const auto instant = parse_instant(text);
        if (!instant) throw std::runtime_error("\"" + text + "\" is no instant");
        scene_.clock().set(*instant);
    }

    void act(const std::string& deed) {
        const std::string body = take_indented();
        told_ += body;
        if (deed == "the promises run out") return keep_promises();
        if (deed == "another document credits") return credit_elsewhere(Json::parse(body));
        std::istringstream words(deed);
        std::string role, method, path;
        words >> role >> method >> path;
        request(role, method, path, body);
    }

    void keep_promises() {
        std::vector<ClaimId> due;
        scene_.read([&](Reader& reader) { due = reader.promises_due(scene_.clock().now(), 100); });
        for (const ClaimId& claim : due)
            if (const Reply reply = scene_.ask(KeepPromise{claim}); !reply.was_accepted())
                throw std::runtime_error("a promise was not kept: " + reply.in_words());
        status_ = 200;
        answer_ = Json{{"kept", due.size()}};
    }

    void credit_elsewhere(const Json& credit) {
        const InvoiceNumber number(credit.at("invoice").get<std::string>());
        const auto stream = scene_.invoice(number);
        if (!stream) throw std::runtime_error("no invoice " + number.text());
        const Currency currency = stream->books->invoice->currency;
        const auto money = [&](const char* name) {
            return parse_money(credit.at(name).get<std::string>(), currency).value();
        };
        const Reply reply = scene_.ask(RecordCreditElsewhere{
            number,
            currency,
            {credit.at("number").get<std::string>(), {money("net"), money("tax"), money("gross")}, {}}});
        if (!reply.was_accepted()) throw std::runtime_error("not credited elsewhere: " + reply.in_words());
    }

    void request(const std::string& role, const std::string& method, const std::string& target,
                 const std::string& body) {
        auto parsed = http::read_target(names_.with_ids(target));
        if (!parsed) throw std::runtime_error("\"" + target + "\" is no path");
        const std::string key = "key-" + std::to_string(++keys_);
        const std::string bearer = "Bearer " + role;
        http::Request request;
        request.method = method;
        request.path = std::move(parsed->path);
        request.query = std::move(parsed->query);
        request.headers = http::Headers{{"Authorization", bearer}, {"Idempotency-Key", key}};
        request.body = names_.with_ids(body);
        const auto letterbox = std::make_shared<Letterbox>();
        api_.handle(std::move(request), http::Responder(letterbox, {}));
        const http::Response response = letterbox->answer.get_future().get();
        status_ = response.status;
        answer_ = response.body.empty() ? Json() : Json::parse(names_.without_ids(response.body));
    }

    std::string outcome(const std::string& then) const {
        const auto colon = then.find(':');
        if (colon == std::string::npos) return "then " + std::to_string(status_) + "\n";
        return "then " + std::to_string(status_) + then.substr(colon) + "\n" +
               told_fields(answer_, then.substr(colon + 1));
    }

    Scene scene_;
    RoleBearers bearers_;
    http::Api api_;
    std::vector<std::string> lines_;
    std::size_t at_ = 0;
    std::string told_;
    ClaimNames names_;
    int keys_ = 0;
    int status_ = 0;
    Json answer_;
};

}  // namespace

std::string live_through(const std::string& story) {
    return Storyteller(story).tell();
}

}  // namespace makegood::scenario
