#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "common/clock.h"
#include "storage/commit/committer.h"
#include "storage/keys/keys.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "tests/bench/benchmarks.h"
#include "tests/support/temporary_directory.h"

namespace ogi::bench {
namespace {

constexpr int kWriters = 64;
// About what a filing writes beside its payload.
constexpr size_t kValueBytes = 400;

class CountsBench {
 public:
  CountsBench() {
    RocksDbOptions options;
    options.directory = directory_.path() + "/store";
    options.create_if_missing = true;
    store_ = RocksDbStore::Open(options).value();
    committer_ = std::make_unique<Committer>(store_.get(), &clock_);
  }

  // Commits a second of writers that each propose as soon as they are answered.
  double Rate(bool counting, absl::Duration round) {
    std::atomic<int64_t> committed = 0;
    const absl::Time begin = absl::Now();
    std::vector<std::thread> writers;
    for (int i = 0; i < kWriters; ++i) {
      writers.emplace_back([&] {
        while (absl::Now() - begin < round) committed += Commit(counting) ? 1 : 0;
      });
    }
    for (std::thread& writer : writers) writer.join();
    return static_cast<double>(committed) / absl::ToDoubleSeconds(absl::Now() - begin);
  }

 private:
  bool Commit(bool counting) {
    const int64_t number = ++next_;
    Proposal proposal;
    proposal.partition = "54";
    proposal.commit.token = absl::StrFormat("%016d", number);
    proposal.commit.writes = {
        {absl::StrCat("key", number), std::string(kValueBytes, 'v'), kAbsent}};
    if (counting) proposal.additions = {{keys::ReportCounts(2025), {{1, 1}, {33, 1}}}};
    return ProposeAndWait(committer_.get(), std::move(proposal)).ok();
  }

  const TemporaryDirectory directory_;
  const SystemClock clock_;
  std::unique_ptr<RocksDbStore> store_;
  std::unique_ptr<Committer> committer_;
  std::atomic<int64_t> next_ = 0;
};

}  // namespace

void BenchCounts(const Options& options, Results& results) {
  CountsBench bench;
  std::vector<double> counting;
  std::vector<double> plain;
  std::vector<double> ratios;
  for (int round = 0; round < options.rounds; ++round) {
    counting.push_back(bench.Rate(true, options.round));
    plain.push_back(bench.Rate(false, options.round));
    ratios.push_back(counting.back() / plain.back());
  }
  results.Add({.name = "64 writers that add to one vector of counts",
               .value = Median(counting),
               .baseline = Median(plain),
               .ratio = Median(ratios),
               .unit = "commits/s",
               .remark = absl::StrFormat("against the same without; ratio %s", Spread(ratios))});
}

}  // namespace ogi::bench
