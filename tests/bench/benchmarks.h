// The benchmarks, each a function that adds its rows.
#ifndef OGI_TESTS_BENCH_BENCHMARKS_H_
#define OGI_TESTS_BENCH_BENCHMARKS_H_

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "tests/bench/results.h"

namespace ogi::bench {

struct Options {
  // The programs: the server, the clerk's, and this one, which serves the baselines.
  std::string ogid;
  std::string ogictl;
  std::string self;
  // Of one round of one side.
  absl::Duration round = absl::Milliseconds(1500);
  int rounds = 5;
  // Whether it is only to run, not to measure.
  bool quick = false;
  // Calls under way at once, in turn.
  std::vector<int> at_once = {1, 16, 64, 256};
};

// A durable, validated, indexed SubmitReport against a naive server's one synced Put of the same
// bytes; then GetReport against an echo of the same sizes.
void BenchSubmitAndGet(const Options& options, Results& results);

// SubmitReport over mutual TLS, with a person's token and a platform's mandate, against the same in
// plaintext without any; then reads that are put on record against reads that are not.
void BenchIdentity(const Options& options, Results& results);

// What a platform's filing and reading takes at worst while an organ sends a hundred times its
// quota, and while ten thousand streams are open, against the same alone.
void BenchFairUse(const Options& options, Results& results);

// Commits that all add to one vector of counts, against the same without.
void BenchCounts(const Options& options, Results& results);

// A region of three sizes swept with stored verdicts, against a bare scan of them.
void BenchSweep(const Options& options, Results& results);

// Filing while a sweep judges the same county again and again, against filing alone.
void BenchFilingBesideSweep(const Options& options, Results& results);

// Canonical form and checks in process, against parsing the same report from protobuf.
void BenchDomain(Results& results);

// The rules, against the same; and what each costs.
void BenchRules(Results& results);

// What an idle server takes, against what it may take.
void BenchIdle(const Options& options, Results& results);

// Documents of every container, against the bare reading of their text; whole folders.
void BenchImport(const Options& options, Results& results);

}  // namespace ogi::bench

#endif  // OGI_TESTS_BENCH_BENCHMARKS_H_
