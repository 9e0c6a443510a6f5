#include <csignal>
#include <fstream>
#include <iostream>
#include <thread>

#include <catch2/catch.hpp>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include "adapters/sqlite/store.hpp"
#include "adapters/vault/vault.hpp"
#include "tests/contract/desk.hpp"
#include "tests/contract/fakes.hpp"
#include "tests/crash/aftermath.hpp"
#include "tests/crash/disk_vfs.hpp"
#include "tests/crash/folder.hpp"
#include "tests/crash/load.hpp"
#include "tests/crash/seed.hpp"

namespace makegood::crash {

using sqlite::SqliteStore;

namespace {

constexpr std::chrono::milliseconds patience{15'000};

template <class Holds>
bool comes_true(Holds holds) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!holds() && std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return holds();
}

sqlite::Options options_at(const std::string& path, const std::string& vfs) {
    sqlite::Options options;
    options.path = path;
    options.vfs = vfs;
    options.checkpoint_pages = 16;
    return options;
}

/// A disk that fails while it is told to. `begin` makes it fail, `end` makes it well.
struct Failing {
    std::function<void()> begin;
    std::function<void()> end;
    bool leaves_no_room = true;  ///< not even for the store's own small try
};

/// The whole story of one store on such a disk: it answers, is told `unavailable`, is read meanwhile, recovers without
/// being asked, and is told the same request again.
void hold_through(Failing failing, SqliteStore& store, Oracle& oracle, Crypto& crypto) {
    run({"before", 1, 2, 60}, store, oracle, crypto);
    REQUIRE(store.is_writable());
    const std::size_t journal_before = contract::whole_journal(store).size();

    failing.begin();
    std::vector<Request*> refused;
    std::size_t asked = 0;  // how much room is left at first is the disk's affair
    for (; asked < 200 && refused.size() <= 10; ++asked) {
        const std::size_t i = asked;
        Request& request = oracle.ask("during-" + std::to_string(i), contract::record("during-" + std::to_string(i)));
        const Completed completed = ask_and_wait(store, request, crypto);
        if (completed.status == SubmissionStatus::done)
            oracle.acknowledge(request, completed.answer);  // a little room was left
        else
            refused.push_back(&request);
        if (!request.acknowledged) REQUIRE(completed.status == SubmissionStatus::unavailable);
        if (!request.acknowledged) CHECK_FALSE(completed.detail.empty());
    }
    REQUIRE(refused.size() > 10);
    if (failing.leaves_no_room) CHECK_FALSE(store.is_writable());
    CHECK(contract::whole_journal(store).size() == journal_before + asked - refused.size());
    std::this_thread::sleep_for(std::chrono::milliseconds(1'500));  // longer than between two of the store's own tries
    if (failing.leaves_no_room) CHECK_FALSE(store.is_writable());

    failing.end();
    CHECK(comes_true([&] { return store.is_writable(); }));
    for (Request* request : refused) {
        const Completed again = ask_and_wait(store, *request, crypto);
        REQUIRE(again.status == SubmissionStatus::done);
        oracle.acknowledge(*request, again.answer);
    }
    run({"after", 2, 2, 60}, store, oracle, crypto);
}

void require_clean(const std::string& path, Oracle& oracle, Crypto& crypto) {
    const Aftermath aftermath = judge(path, oracle, crypto, contract::company());
    INFO(in_words(aftermath));
    CHECK(aftermath.lost.empty());
    CHECK(aftermath.wrong.empty());
    CHECK(aftermath.absent == 0);
}

std::unique_ptr<SqliteStore> open(const sqlite::Options& options, Crypto& crypto, WallClock& clock) {
    auto store = SqliteStore::open(options, crypto, clock, contract::company());
    if (!store) throw std::runtime_error(store.error());
    return std::move(store).value();
}

/// Files beyond this size cannot be written, by this process, for as long as it lives.
class FileSizeLimit {
  public:
    explicit FileSizeLimit(rlim_t bytes) {
        former_handler_ = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &former_);
        rlimit limit = former_;
        limit.rlim_cur = bytes;
        if (setrlimit(RLIMIT_FSIZE, &limit) != 0) throw std::runtime_error("no limit on the size of files here");
    }
    ~FileSizeLimit() {
        setrlimit(RLIMIT_FSIZE, &former_);
        std::signal(SIGXFSZ, former_handler_);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

  private:
    rlimit former_{};
    void (*former_handler_)(int) = nullptr;
};

/// A file system of its own in memory, of so many bytes.
class SmallFileSystem {
  public:
    SmallFileSystem(const std::string& at, std::size_t bytes) : at_(at) {
        std::filesystem::create_directories(at);
        const std::string size = "size=" + std::to_string(bytes);
        is_mounted_ = mount("tmpfs", at.c_str(), "tmpfs", 0, size.c_str()) == 0;
    }
    ~SmallFileSystem() {
        if (is_mounted_) umount(at_.c_str());
    }
    SmallFileSystem(const SmallFileSystem&) = delete;
    SmallFileSystem& operator=(const SmallFileSystem&) = delete;
    [[nodiscard]] bool is_mounted() const { return is_mounted_; }

    /// Takes all the room that there is.
    void fill() {
        std::ofstream ballast(at_ + "/ballast", std::ios::binary);
        const std::string block(4'096, 'x');
        while (ballast.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
        }
    }
    void empty() { std::filesystem::remove(at_ + "/ballast"); }

  private:
    std::string at_;
    bool is_mounted_ = false;
};

}  // namespace

TEST_CASE("a disk that fails for a while is told as unavailable, loses nothing, and is got over without a hand") {
    struct Row {
        Trouble trouble;
        const char* why;
    };
    const Row rows[] = {
        {Trouble::full, "no room is left"},
        {Trouble::read_only, "it was remounted read-only, as after an error"},
        {Trouble::broken, "every write fails"},
        {Trouble::sync_fails, "a write is taken, and lost at the sync"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        const Folder folder;
        const Folder after;
        Disk disk(first_seed());
        const DiskVfs vfs(disk);
        vault::Vault vault;
        contract::HandClock clock(contract::monday_morning());
        Oracle oracle;
        auto store = open(options_at(folder.path("m.db"), vfs.name()), vault, clock);
        hold_through({[&] { disk.set_trouble(row.trouble); }, [&] { disk.set_trouble(Trouble::none); }}, *store, oracle,
                     vault);
        disk.cut_now();  // what it said after the trouble must be on the disk as well
        store.reset();
        disk.materialise(after.path());
        bring_checkpoint(folder.path("m.db"), after.path("m.db"));
        require_clean(after.path("m.db"), oracle, vault);
    }
}

TEST_CASE("law 11: trouble that comes and goes under load, and a power cut at the end, lose nothing acknowledged") {
    constexpr Trouble troubles[] = {Trouble::full, Trouble::read_only, Trouble::broken, Trouble::sync_fails};
    const std::uint64_t first = first_seed();
    const std::uint64_t rounds = is_full() ? 100 : 6;
    std::size_t acknowledged = 0;
    for (std::uint64_t seed = first; seed < first + rounds; ++seed) {
        INFO("replay with MAKEGOOD_SEED=" << seed);
        Dice dice(seed);
        const Folder folder;
        const Folder after;
        Disk disk(dice.seed());
        const DiskVfs vfs(disk);
        vault::Vault vault;
        contract::HandClock clock(contract::monday_morning());
        Oracle oracle;
        auto store = open(options_at(folder.path("m.db"), vfs.name()), vault, clock);
        const std::uint64_t load_seed = dice.seed();
        std::thread clients([&] {
            run({"load", load_seed, 4, 100'000, [&] { return disk.is_cut(); }}, *store, oracle, vault);
        });
        for (int episode = 0; episode < 8; ++episode) {
            std::this_thread::sleep_for(std::chrono::milliseconds(dice.between(1, 60)));
            disk.set_trouble(troubles[dice.below(std::size(troubles))]);
            std::this_thread::sleep_for(std::chrono::milliseconds(dice.between(1, 20)));
            disk.set_trouble(Trouble::none);
        }
        disk.cut_at({Step::change, dice.between(1, 500)});
        clients.join();
        store.reset();
        disk.materialise(after.path());
        bring_checkpoint(folder.path("m.db"), after.path("m.db"));
        const Aftermath aftermath = judge(after.path("m.db"), oracle, vault, contract::company());
        INFO(in_words(aftermath));
        REQUIRE(aftermath.lost.empty());
        REQUIRE(aftermath.wrong.empty());
        acknowledged += aftermath.kept;
    }
    std::cout << "trouble under load, MAKEGOOD_SEED=" << first << ": " << rounds << " rounds, " << acknowledged
              << " requests acknowledged, none lost\n";
    CHECK(acknowledged > rounds * 20);
}

TEST_CASE("a file that may not grow is told as unavailable, loses nothing, and is got over without a hand") {
    const Folder folder;
    vault::Vault vault;
    contract::HandClock clock(contract::monday_morning());
    Oracle oracle;
    auto store = open(options_at(folder.path("m.db"), ""), vault, clock);
    std::optional<FileSizeLimit> limit;
    hold_through({[&] { limit.emplace(rlim_t{4'096}); }, [&] { limit.reset(); }}, *store, oracle, vault);
    store.reset();
    require_clean(folder.path("m.db"), oracle, vault);
}

TEST_CASE("a file system that is full is told as unavailable and is got over without a hand") {
    const Folder folder;
    SmallFileSystem small(folder.path("small"), 32 << 20);
    if (!small.is_mounted()) {
        std::cout << "SKIPPED: only root may mount a small file system; nothing of it was tested\n";
        return;
    }
    const std::string path = folder.path("small") + "/m.db";
    vault::Vault vault;
    contract::HandClock clock(contract::monday_morning());
    Oracle oracle;
    auto store = open(options_at(path, ""), vault, clock);
    hold_through({[&] { small.fill(); }, [&] { small.empty(); }, false}, *store, oracle, vault);
    store.reset();
    require_clean(path, oracle, vault);
}

}  // namespace makegood::crash
