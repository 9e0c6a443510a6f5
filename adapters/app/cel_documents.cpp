#include "adapters/app/cel_documents.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include "adapters/app/premises.hpp"
#include "adapters/cel/facts.hpp"
#include "adapters/codec/json_document.hpp"
#include "adapters/codec/json_reader.hpp"

namespace makegood::app {

namespace {

void tell(const std::string& path, const Findings& findings) {
    for (const Finding& finding : findings) std::cerr << path << ": " << codec::in_words(finding) << "\n";
}

/// Reads a JSON file with `read`, which gets its root. Nothing after findings, which are told.
template <class Read>
auto read_json(const std::string& path, Read read) -> std::optional<decltype(read(std::declval<codec::JsonValue>()))> {
    const std::optional<std::string> bytes = read_document(path);
    if (!bytes) return std::nullopt;
    const auto document = codec::JsonDocument::parse(*bytes);
    if (!document) {
        tell(path, {document.error()});
        return std::nullopt;
    }
    codec::Faults faults;
    auto result = read(document->root(faults));
    tell(path, faults);
    if (!faults.empty()) return std::nullopt;
    return result;
}

constexpr codec::Items any_count = {0, SIZE_MAX};

/// The rules that compile. Of the others, what is wrong is told, and `is_sound` becomes false.
class RuleReader {
  public:
    RuleReader(const std::string& path, const cel::Schema& schema) : path_(path), schema_(schema) {}

    std::vector<CompiledRule> read(codec::JsonValue root) {
        std::vector<CompiledRule> rules;
        for (codec::JsonValue element : root.array(any_count)) {
            codec::ObjectReader object = element.object();
            const std::string id(object.text("id", {1, 200}));
            const std::string source(object.text("cel", {1, 100'000}, codec::Controls::any));
            if (!ids_.insert(id).second) object.fault("id", "an id that no other rule has");
            object.finish();
            if (auto condition = compile(id, source)) rules.push_back({id, std::move(*condition)});
        }
        return rules;
    }

    [[nodiscard]] bool is_sound() const { return is_sound_; }

  private:
    std::optional<cel::Program> compile(const std::string& id, const std::string& source) {
        auto program = cel::compile(source, schema_);
        const std::string name = path_ + ": rule " + id;
        if (!program) {
            is_sound_ = false;
            point_at(name, source, program.error());
            return std::nullopt;
        }
        const cel::TypeKind result = program->result().kind();
        if (result != cel::TypeKind::boolean && result != cel::TypeKind::dyn) {
            is_sound_ = false;
            point_at(name, source, {}, "found " + program->result().to_text() + ", expected bool");
        }
        return std::move(program).value();
    }

    const std::string& path_;
    const cel::Schema& schema_;
    std::set<std::string> ids_;
    bool is_sound_ = true;
};

std::string_view line_at(std::string_view source, std::uint32_t offset) {
    const std::size_t at = std::min<std::size_t>(offset, source.size());
    const std::size_t before = at == 0 ? std::string_view::npos : source.rfind('\n', at - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t end = source.find('\n', begin);
    return source.substr(begin, (end == std::string_view::npos ? source.size() : end) - begin);
}

}  // namespace

std::optional<std::string> read_document(const std::string& path) {
    std::ostringstream bytes;
    if (path == "-") {
        bytes << std::cin.rdbuf();
        return std::move(bytes).str();
    }
    std::ifstream file(path, std::ios::binary);
    if (file) bytes << file.rdbuf();
    if (!file) {
        fail(path + " cannot be read: " + std::strerror(errno));
        return std::nullopt;
    }
    return std::move(bytes).str();
}

std::optional<cel_json::FactSchema> read_fact_schema(const std::string& path) {
    return read_json(path, [](codec::JsonValue root) { return cel_json::read_schema(root.object()); });
}

std::optional<BoundFacts> read_facts(const std::string& path, const cel_json::FactSchema& schema, cel::Arena& arena) {
    return read_json(path, [&](codec::JsonValue root) {
        BoundFacts bound;
        bound.is_array = root.kind() == codec::JsonKind::array;
        if (!bound.is_array) {
            bound.facts.push_back(cel_json::bind_facts(schema, root.object(), arena));
            return bound;
        }
        for (codec::JsonValue fact : root.array(any_count))
            bound.facts.push_back(cel_json::bind_facts(schema, fact.object(), arena));
        return bound;
    });
}

std::optional<std::vector<CompiledRule>> read_rules(const std::string& path, const cel::Schema& schema) {
    RuleReader reader(path, schema);
    auto rules = read_json(path, [&](codec::JsonValue root) { return reader.read(root); });
    if (!reader.is_sound()) return std::nullopt;
    return rules;
}

void point_at(std::string_view name, std::string_view source, cel::Place place, std::string_view words) {
    std::string line(line_at(source, place.offset));
    std::replace(line.begin(), line.end(), '\t', ' ');
    std::cerr << name << ":" << place.line << ":" << place.column << ": " << words << "\n    " << line << "\n    "
              << std::string(place.column - 1, ' ') << "^\n";
}

void point_at(std::string_view name, std::string_view source, const cel::SourceFindings& findings) {
    for (const cel::SourceFinding& finding : findings)
        point_at(name, source, finding.place, "found " + finding.found + ", expected " + finding.expected);
}

}  // namespace makegood::app
