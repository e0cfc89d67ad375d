import { mutantsOf } from "./mutants";

it("turns comparisons round, moves numbers, and leaves sides out", () => {
  expect(mutantsOf('a{b!="c"} > 300 or vector(0) == 1').map(({ expr }) => expr)).toEqual([
    'a{b!="c"} > 300',
    "vector(0) == 1",
    'a{b!="c"} <= 300 or vector(0) == 1',
    'a{b!="c"} > 270 or vector(0) == 1',
    'a{b!="c"} > 330 or vector(0) == 1',
    'a{b!="c"} > 300 or vector(0) != 1',
    'a{b!="c"} > 300 or vector(0) == 0',
    'a{b!="c"} > 300 or vector(0) == 2',
  ]);
});
