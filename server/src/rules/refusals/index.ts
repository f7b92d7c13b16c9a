export { refused } from './refused';
