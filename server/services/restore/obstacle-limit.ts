/** Obstacles looked for by each rule. What is shown is less; children are traced from these. */
export const obstacleLimit = 20_000;
