#include "tests/scenario/week.hpp"

#include <map>
#include <memory>
#include <regex>
#include <sstream>
#include <stdexcept>

#include <sys/wait.h>

#include "tests/scenario/answer_fields.hpp"
#include "tests/scenario/program.hpp"

namespace makegood::scenario {

namespace {

constexpr std::string_view indent = "    ";

std::vector<std::string> words_in(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> words;
    for (std::string word; in >> word;) words.push_back(word);
    return words;
}

std::string indented(const std::string& text, const std::string& mark) {
    std::istringstream in(text);
    std::string out;
    for (std::string line; std::getline(in, line);) {
        line = std::string(indent) + mark + line;
        out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return out;
}

/// What is another on every run.
std::string without_hashes(const std::string& text) {
    static const std::regex hash("[0-9a-f]{64}"), message("(MG[0-9]+)-[0-9a-f]{12}");
    return std::regex_replace(std::regex_replace(text, hash, "(sha256)"), message, "$1-(hash)");
}

class Week {
  public:
    explicit Week(const std::string& story) {
        std::istringstream lines(story);
        for (std::string line; std::getline(lines, line);) lines_.push_back(line);
    }

    std::string tell() {
        while (at_ < lines_.size()) {
            const std::string line = lines_[at_++];
            if (line.starts_with("then ")) {
                told_ += outcome_of(line);
                (void)take_indented();  // what came out when it was approved
                continue;
            }
            told_ += line + "\n";
            if (line.starts_with("it is ")) pass_time(line.substr(6));
            if (line.starts_with("file ")) write(line.substr(5));
            if (line.starts_with("when ")) act(line.substr(5));
        }
        server_.reset();
        const Ran verified = Program(folder_, now_).run({"journal", "verify", "--db", "books.db"});
        if (verified.status != 0)
            told_ += "and the journal does not verify:\n" + indented(verified.out + verified.err, "");
        return told_;
    }

  private:
    /// Lines that are indented, and empty ones between them.
    std::vector<std::string> take_indented() {
        std::vector<std::string> body;
        for (;;) {
            std::size_t next = at_;
            while (next < lines_.size() && lines_[next].empty()) ++next;
            if (next == lines_.size() || !lines_[next].starts_with(indent)) return body;
            body.insert(body.end(), next - at_, "");
            body.push_back(lines_[next]);
            at_ = next + 1;
        }
    }

    std::string take_body() {
        std::string body;
        for (const std::string& line : take_indented()) {
            told_ += line + "\n";
            body += (line.empty() ? line : line.substr(indent.size())) + "\n";
        }
        return body;
    }

    void pass_time(const std::string& time) {
        server_.reset();
        now_ = {time};
    }

    void write(const std::string& name) { write_file(folder_.path(name), names_.with_ids(take_body())); }

    void act(const std::string& deed) {
        auto words = words_in(deed);
        if (words.empty()) throw std::runtime_error("\"when\" says nothing");
        if (words.front() == "makegood") return run({words.begin() + 1, words.end()});
        if (deed.starts_with("somebody runs ")) return run_other(deed.substr(14));
        const bool is_named = words.size() == 4;
        if (words.size() != (is_named ? 4 : 3)) throw std::runtime_error("\"" + deed + "\" is no deed");
        request(words[0], is_named ? words[1] : "the " + words[0], *(words.end() - 2), words.back());
    }

    void run(const std::vector<std::string>& arguments) {
        server_.reset();
        std::vector<std::string> with_ids;
        for (const std::string& argument : arguments) with_ids.push_back(names_.with_ids(argument));
        say(Program(folder_, now_).run(with_ids));
    }

    void run_other(const std::string& command) {
        const int status = std::system(
            ("cd '" + folder_.path("") + "' && { " + names_.with_ids(command) + "; } >other.out 2>other.err </dev/null")
                .c_str());
        say({WIFEXITED(status) ? WEXITSTATUS(status) : 128, read_file(folder_.path("other.out")),
             read_file(folder_.path("other.err"))});
    }

    void say(const Ran& ran) {
        status_ = ran.status;
        answer_ = nullptr;
        said_ = without_hashes(names_.without_ids(indented(ran.out, "") + indented(ran.err, "! ")));
    }

    std::string token_of(const std::string& role, const std::string& name) {
        std::string& token = tokens_[{role, name}];
        if (!token.empty()) return token;
        const Ran ran =
            Program(folder_, now_).run({"token", "create", "--db", "books.db", "--role", role, "--name", name});
        if (ran.status != 0) throw std::runtime_error(ran.err);
        return token = ran.out.substr(0, ran.out.find('\n'));
    }

    void request(const std::string& role, const std::string& name, const std::string& method, const std::string& path) {
        const std::string body = names_.with_ids(take_body());
        const std::string token = token_of(role, name);
        if (!server_)
            server_ = std::make_unique<Server>(folder_, folder_.path("books.db"), std::vector<std::string>{}, now_);
        const Answered answered =
            server_->ask(method, names_.with_ids(path), token, body, "key-" + std::to_string(++keys_));
        status_ = answered.status;
        said_.clear();
        answer_ = Json::parse(names_.without_ids(answered.body), nullptr, false);
    }

    std::string outcome_of(const std::string& then) const {
        const auto colon = then.find(':');
        const std::string head = "then " + std::to_string(status_);
        if (colon == std::string::npos) return head + "\n" + said_;
        return head + then.substr(colon) + "\n" + without_hashes(told_fields(answer_, then.substr(colon + 1)));
    }

    Folder folder_;
    StartedAt now_;
    std::unique_ptr<Server> server_;
    std::map<std::pair<std::string, std::string>, std::string> tokens_;
    ClaimNames names_;
    std::vector<std::string> lines_;
    std::size_t at_ = 0;
    std::string told_;
    int keys_ = 0;
    int status_ = 0;
    std::string said_;
    Json answer_;
};

}  // namespace

std::string live_through_week(const std::string& story) {
    return Week(story).tell();
}

}  // namespace makegood::scenario
