// Which value of a row of table three belongs to which kind of applicant: by the heading above it,
// by the order of the headings, or by the places of the values of full rows.
//
//           自然人  商业企业  …  总计          over a grid: column by column
//   granted   40       3           44
//   carried_out                     3          under the 44: the total; the others are blank
#ifndef OGI_IMPORT_TABLES_APPLICANT_COLUMNS_H_
#define OGI_IMPORT_TABLES_APPLICANT_COLUMNS_H_

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "import/rows/table_row.h"
#include "import/tables/sums.h"

namespace ogi::reading {

// One a kind of applicant, in the order of the form.
using ApplicantValues = std::array<CellValue, kApplicants>;

class Applicants {
 public:
  // `rows` are indices of the items of table three that have values; what stands before the first
  // of them are the headings.
  Applicants(const FoldedDocument& document, const ItemList& list, const std::vector<size_t>& rows);

  // Headings that stand in another order, and no way to follow it.
  bool unknown_order() const { return unknown_order_; }

  // Seven values; nullopt where there is more than one way to assign them.
  std::optional<ApplicantValues> Assign(const TableRow& item) const;

  // The same for printed lines with blanks: by the places of the values in full rows of the page.
  std::optional<ApplicantValues> AssignByPlace(const TableRow& item) const;

 private:
  struct Heading {
    int column = 0;
    int column_span = 1;
    // 0 to 6; -1 for one that is no kind of applicant.
    int applicant = -1;
  };
  struct Place {
    double left = 0;
    double right = 0;
  };
  // Between the values of full rows.
  struct Gaps {
    void Add(const FoldedDocument& document, const TableRow& item);

    double narrowest = 1e9;
    double widest = 0;
    size_t rows = 0;
    bool tabs = false;
  };

  // Of rows that are not all zeros, how many add up.
  struct RowSums {
    static constexpr size_t kEnoughRows = 3;

    // Seven values in the order of the form.
    void Add(const std::vector<CellValue>& values);
    bool Deny() const { return broken > holding && broken >= kEnoughRows; }

    size_t holding = 0;
    size_t broken = 0;
  };

  void ReadGridHeadings(int block);
  void ReadHeadingsBefore(int block);
  void CheckLineHeadings(const ItemList& list, size_t first_row);
  bool MatchesAt(std::u32string_view word, size_t glyph) const;
  // Where headings are lost, whether most rows would not add up if their values stood in the order
  // of the form: then a column may be another than it seems. Of a grid's block; -1 for lines.
  static bool SumsDeny(const ItemList& list, const std::vector<size_t>& rows, int block);
  // Where headings are whole, whether the sums speak for the order of the form instead.
  bool SumsDenyHeadings(const ItemList& list, const std::vector<size_t>& rows, int block,
                        const std::vector<Heading>& headings) const;
  // Seven values of the item from `first` on.
  std::optional<ApplicantValues> InOrder(const TableRow& item, size_t first) const;
  void LearnPlaces(const ItemList& list, const std::vector<size_t>& rows);
  std::optional<ApplicantValues> ByHeading(const TableRow& item,
                                           const std::vector<Heading>& headings) const;

  const FoldedDocument& document_;
  // By block of the grid; empty where none are found.
  std::map<int, std::vector<Heading>> headings_;
  // Of those with an empty list above: headings that are not one for each kind.
  std::map<int, std::vector<Heading>> partly_;
  // Blocks whose sums speak against the order of the columns.
  std::set<int> denied_;
  // By page.
  std::map<int, std::array<Place, kApplicants>> places_;
  std::map<int, Gaps> gaps_;
  bool some_headings_lost_ = false;
  bool unknown_order_ = false;
};

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TABLES_APPLICANT_COLUMNS_H_
