// Reports of organs of one kind, compared with each other.
//
//   甲局: 5 numbers, text 一二三四五六七   →  same tables as 丙局; text alike to 乙局's, 97 %
//   乙局: 4 numbers, text 一二三四五六八
//   丙局: 5 numbers, those of 甲局
#ifndef OGI_DOMAIN_SUPERVISION_PEER_GROUP_H_
#define OGI_DOMAIN_SUPERVISION_PEER_GROUP_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "domain/form/figures.h"
#include "domain/rules/subject.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi {

// Holds some 10 KiB a report, not the report. Comparing takes the square of their number: for
// groups of limits::kMaxOrgansCompared at most.
class PeerGroup {
 public:
  // `name`: as findings say it. Without `texts`, tables alone are compared.
  void Add(const v1::AnnualReport& report, const Figures& figures, absl::string_view name,
           bool texts);

  // Once all have been added.
  void Compare();

  // Of the organ that was added in this place, from 0. A view of the group.
  Peers PeersOf(size_t organ) const;

 private:
  struct Organ {
    std::string name;
    // Of every cell; -1 for no number.
    std::vector<int64_t> numbers;
    // Of every five characters that follow each other in parts one and five, a hash: in order, each
    // once. Digits, and its own name, are left out.
    std::vector<uint64_t> pieces;
    // The places of the organ with the same tables, and of that with the most alike text; its own
    // for none.
    size_t same_tables = 0;
    size_t alike_text = 0;
    int percent = 0;
  };

  void CompareTables();
  void CompareTexts();

  std::vector<Organ> organs_;
  // By cell, in order.
  std::vector<std::vector<int64_t>> numbers_;
};

}  // namespace ogi

#endif  // OGI_DOMAIN_SUPERVISION_PEER_GROUP_H_
