// How levels of organs stand to each other.
#ifndef OGI_DOMAIN_AGENCY_LEVELS_H_
#define OGI_DOMAIN_AGENCY_LEVELS_H_

#include "ogi/v1/agency.pb.h"

namespace ogi {

// Whether organs of the level file an aggregate beside their own report: governments of counties
// and above (国办公开办函〔2021〕30号 二（二）).
inline bool AddsUp(v1::Agency::Level level) {
  return level == v1::Agency::PROVINCE || level == v1::Agency::PREFECTURE ||
         level == v1::Agency::COUNTY;
}

// Whether an organ of a level may stand right below one of another, so that the one adds up the
// other. A city without counties has townships right below it, a province counties that it leads
// itself.
inline bool StandsRightBelow(v1::Agency::Level level, v1::Agency::Level superior) {
  using A = v1::Agency;
  if (level == A::DEPARTMENT || level == A::LEVEL_UNSPECIFIED || !AddsUp(superior)) return true;
  switch (superior) {
    case A::PROVINCE:
      return level == A::PREFECTURE || level == A::COUNTY;
    case A::PREFECTURE:
      return level == A::COUNTY || level == A::TOWNSHIP;
    default:
      return level == A::TOWNSHIP;
  }
}

}  // namespace ogi

#endif  // OGI_DOMAIN_AGENCY_LEVELS_H_
