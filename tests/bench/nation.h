// A made-up nation in a store: organs in a tree of a real shape, and what they filed for a year.
#ifndef OGI_TESTS_BENCH_NATION_H_
#define OGI_TESTS_BENCH_NATION_H_

#include <cstdint>
#include <string>

#include "storage/store.h"

namespace ogi::bench {

struct NationOptions {
  // Organs, the root among them.
  int organs = 1500;
  // Reports of this year and the two before.
  int year = 2025;
  uint64_t seed = 20'260'101;
};

// Writes it as the committer would, 64 commits at once; every organ is in the partition 54. Below
// the root are cities, below each fourteen counties, below each nineteen townships and departments.
// Nineteen in twenty have filed each year, a report of a thousand characters with figures that
// carry over; of these, half have warnings and one in twenty an error, with verdicts as the rules
// gave them on reports of that kind.
void MakeNation(const NationOptions& options, Store* store);

// `agencies/{agency}`.
std::string RootOfNation();

}  // namespace ogi::bench

#endif  // OGI_TESTS_BENCH_NATION_H_
