// How fast a region is swept: against a bare scan of the same heads and verdicts.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "services/supervision/sweep_region.h"
#include "storage/keys/keys.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "tests/bench/benchmarks.h"
#include "tests/bench/nation.h"
#include "tests/support/temporary_directory.h"

namespace ogi::bench {
namespace {

constexpr int kYear = 2025;

struct Way {
  const char* name;
  bool re_evaluate = false;
  bool tables_only = false;
  bool compare = false;
};
constexpr Way kStored = {"stored verdicts"};
constexpr Way kAgain[] = {{"rules on tables asked again", true, true, false},
                          {"all rules asked again", true, false, false},
                          {"organs compared", false, false, true}};

// Organs a second.
double SweepRate(const Environment& environment, const RequestContext& context, const Way& way) {
  v1::SweepRegionRequest request;
  request.set_superior(RootOfNation());
  request.set_year(kYear);
  request.set_re_evaluate(way.re_evaluate);
  request.set_tables_only(way.tables_only);
  request.set_compare_organs(way.compare);
  const absl::Time begin = absl::Now();
  int64_t organs = 0;
  auto reader = SweepReader::Begin(environment, context, request);
  while (reader.ok() && !reader->AtEnd()) {
    const auto event = reader->Next();
    if (!event.ok()) break;
    if (event->has_value() && (*event)->has_agency()) ++organs;
  }
  return static_cast<double>(organs) / absl::ToDoubleSeconds(absl::Now() - begin);
}

// Heads and verdicts a second, each pair one report, as fast as the store gives them.
double ScanRate(const Store& store) {
  const absl::Time begin = absl::Now();
  int64_t heads = 0;
  size_t bytes = 0;
  for (const auto table : {keys::Table::kReport, keys::Table::kVerdict}) {
    Range range = {std::string(1, static_cast<char>(table)),
                   std::string(1, static_cast<char>(static_cast<int>(table) + 1))};
    while (true) {
      const auto page = store.Scan("54", range, {});
      if (!page.ok()) return 0;
      for (const Item& item : page->items) bytes += item.value.size();
      if (table == keys::Table::kReport) heads += static_cast<int64_t>(page->items.size());
      if (page->next.empty()) break;
      range.begin = page->next;
    }
  }
  const absl::Duration spent = absl::Now() - begin;
  return bytes == 0 ? 0 : static_cast<double>(heads) / absl::ToDoubleSeconds(spent);
}

}  // namespace

void BenchSweep(const Options& options, Results& results) {
  const std::vector<int> sizes =
      options.quick ? std::vector<int>{300} : std::vector<int>{1500, 15'000, 150'000};
  for (const int organs : sizes) {
    const TemporaryDirectory directory;
    RocksDbOptions store_options;
    store_options.directory = directory.path() + "/store";
    store_options.create_if_missing = true;
    const auto store = RocksDbStore::Open(store_options).value();
    MakeNation({.organs = organs, .year = kYear}, store.get());
    Environment environment;
    environment.store = store.get();
    environment.secret = std::string(32, 'k');
    RequestContext context;
    context.receive_time = absl::FromUnixSeconds(1'769'000'000);
    std::vector<double> swept;
    std::vector<double> scanned;
    std::vector<double> ratios;
    for (int round = 0; round < (options.quick ? 1 : 3); ++round) {
      swept.push_back(SweepRate(environment, context, kStored));
      scanned.push_back(ScanRate(*store));
      ratios.push_back(swept.back() / scanned.back());
    }
    results.Add({.name = absl::StrCat("sweep of ", organs, " organs, ", kStored.name),
                 .value = Median(swept),
                 .baseline = Median(scanned),
                 .ratio = Median(ratios),
                 .unit = "organs/s",
                 .remark = absl::StrFormat("on one thread, against a bare scan; ratio %s",
                                           Spread(ratios))});
    for (const Way& way : kAgain) {
      const double rate = SweepRate(environment, context, way);
      results.Add({.name = absl::StrCat("sweep of ", organs, " organs, ", way.name),
                   .value = rate,
                   .baseline = Median(swept),
                   .ratio = rate / Median(swept),
                   .unit = "organs/s",
                   .remark = "on two threads, against stored verdicts"});
    }
  }
}

}  // namespace ogi::bench
